"""Words typed without spaces are taken apart: "watiseenmotie" → "wat is een motie"."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

FILE = "words.json"
WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 3  # letters of a word that glues
PREFIXES = frozenset("aan af bij door in mee na om onder op over te tegen toe uit voor".split())  # they begin many a long word


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class GluedWords(GraphComponent):
    """Stands first in the pipeline: what comes after it reads the text with its spaces.

    A long word is split only into words that the training examples know, of which enough are common ones of at least three
    letters ("wat", "een"; "de" and "er" end many a word): a compound such as "jeugdzorgbudget" has none and stays whole.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, counts: dict[str, int]) -> None:
        self._least, self._parts = int(config["min_length"]), int(config["min_parts"])
        self._small_number, self._smallest = int(config["small_words"]), int(config["min_small"])
        self._storage, self._resource = storage, resource
        self._know(counts)

    def _know(self, counts: dict[str, int]) -> None:
        total = sum(counts.values()) or 1
        self._costs = {word: math.log(total / count) for word, count in counts.items()}
        common = sorted((word for word in counts if len(word) >= SHORTEST and word not in PREFIXES), key=lambda word: (-counts[word], word))
        self._small = frozenset(common[:self._small_number])
        self._longest = max(map(len, counts), default=0)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """min_length: letters of a word that may be split; min_parts: into how many at least; small_words: how many of the
        most used words of SHORTEST letters glue; min_small: how many of the parts do."""
        return {"min_length": 12, "min_parts": 3, "small_words": 60, "min_small": 2}

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> GluedWords:
        """A component that knows no word yet."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource, {})

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **_: Any) -> GluedWords:
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            counts = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return cls({**cls.get_default_config(), **config}, model_storage, resource, counts)

    def train(self, training_data: TrainingData) -> Resource:
        """Count the words of the examples; a short one, or one met once, is often a typing mistake."""
        counts = Counter(word for example in training_data.training_examples
                         for word in WORD.findall((example.get(TEXT) or "").lower()))
        kept = {word: count for word, count in sorted(counts.items())
                if len(word) > 1 and count >= (2 if len(word) >= SHORTEST else 40)}
        self._know(kept)
        with self._storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its text with spaces."""
        for message in messages:
            text = message.get(TEXT) or ""
            apart = text if text.startswith("/") else WORD.sub(lambda found: self.apart(found[0]), text)
            if apart != text:
                message.set(TEXT, apart, add_to_output=True)
        return messages

    def apart(self, word: str) -> str:
        """The parts of a long glued word with spaces between, or the word itself."""
        written = word.lower()
        if len(written) < self._least or written in self._costs:
            return word
        best: list[tuple[float, int]] = [(0.0, 0)]  # for each length: the least cost, and where its last part begins
        for end in range(1, len(written) + 1):
            best.append(min(((best[start][0] + self._costs[written[start:end]], start)
                             for start in range(max(0, end - self._longest), end) if written[start:end] in self._costs),
                            default=(math.inf, 0)))
        if math.isinf(best[-1][0]):
            return word
        parts, end = [], len(written)
        while end:
            start = best[end][1]
            parts.insert(0, written[start:end])
            end = start
        enough = len(parts) >= self._parts and sum(part in self._small for part in parts) >= self._smallest
        return " ".join(parts) if enough else word
