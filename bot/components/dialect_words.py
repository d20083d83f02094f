"""Words of Dutch dialects are read as the ordinary ones: "hoe krig ik dat veur de raod" → "hoe krijg ik dat voor de raad"."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

FILE = Path(__file__).with_name("dialect.yml")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# "raod", "vraogen": written with "ao" where Dutch has a long a; these words are Dutch, or borrowed.
LONG_A = re.compile(r"ao(?P<open>[bdfgklmnprstvwz](?=[aeiouy]))?", re.IGNORECASE)
DUTCH = re.compile(r"chao|kakao|cacao|mao|lao|tao|baob|^ao|avn|aovn", re.IGNORECASE)
SURE = 2  # words that are surely of a dialect, from which the unsure ones count


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DialectWords(GraphComponent):
    """Stands behind GluedWords; what comes after it reads ordinary Dutch. The words stand in dialect.yml."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> DialectWords:
        """Nothing is configured and nothing is learnt; ValueError when dialect.yml can't be used."""
        words()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each typed message its ordinary words."""
        for message in messages:
            text = message.get(TEXT) or ""
            ordinary = text if text.startswith("/") else in_ordinary_words(text)
            if ordinary != text:
                message.set(TEXT, ordinary, add_to_output=True)
        return messages


@cache
def words() -> tuple[dict[str, str], dict[str, str]]:
    """The sure words and the unsure ones, each with the ordinary word; ValueError when the file holds something else."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    expected = {"zeker", "alleen_samen"}
    if not isinstance(read, dict) or set(read) != expected or not all(
            isinstance(listed, dict) and all(isinstance(word, str) for pair in listed.items() for word in pair) for listed in read.values()):
        raise ValueError(f"Found {FILE.name} without the two lists {' and '.join(sorted(expected))} of words. Expected a word and its "
                         "ordinary Dutch word on each line. Put it right and train again: make model")
    return read["zeker"], read["alleen_samen"]


def in_ordinary_words(text: str) -> str:
    """A text with its words of dialect replaced; a capital at the start of a word stays."""
    sure, unsure = words()
    found = WORD.findall(text)
    surely = sum(word.lower() in sure or long_a(word) != word for word in found)
    if not surely:
        return text

    def ordinary(match: re.Match[str]) -> str:
        word = match[0]
        plain = word.lower().replace("’", "'")
        known = sure.get(plain) or (unsure.get(plain) if surely >= SURE else None)
        return cased(known, word) if known else long_a(word)

    return WORD.sub(ordinary, text)


def long_a(word: str) -> str:
    """A word with the "ao" of a dialect as Dutch writes it: "raod" → "raad", "vraogen" → "vragen"."""
    if "ao" not in word.lower() or DUTCH.search(word):
        return word
    return LONG_A.sub(lambda found: f"a{found['open']}" if found["open"] else "aa", word)


def cased(word: str, like: str) -> str:
    """A word in capitals, with one, or without, as another is written."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[0].isupper() else word
