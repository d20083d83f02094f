"""Names in a lookup table are also found with a typing mistake: "amendemnt", "interpelatie", "ambtelijkebijstand"."""

from __future__ import annotations

import re
from typing import Any

from rapidfuzz import fuzz, process
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

FILE = "names.txt"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FuzzyLookup(GraphComponent):
    """Stands after RegexEntityExtractor, which finds the names as they are written, and before EntitySynonymMapper.

    Only whole words of at least `min_length` letters are compared, so that short words are never taken for another. A name
    of two words is also known without its space.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, names: list[str]) -> None:
        self._entity, self._score = str(config["entity"]), float(config["score"])
        self._least, self._other = int(config["min_length"]), frozenset(config["other_words"])
        self._storage, self._resource = storage, resource
        self._names = {name.replace(" ", ""): name for name in names}  # as it is compared → as it is written

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """entity: whose lookup table; score: likeness (0..100) from which a word counts; min_length: letters; other_words:
        words that look like a name and are none."""
        return {"entity": "instrument", "score": 88, "min_length": 6, "other_words": []}

    @staticmethod
    def required_packages() -> list[str]:
        return ["rapidfuzz"]

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> FuzzyLookup:
        """A component that knows no name yet."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource, [])

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
             execution_context: ExecutionContext, **_: Any) -> FuzzyLookup:
        """The component as it was trained."""
        with model_storage.read_from(resource) as folder:
            names = (folder / FILE).read_text(encoding="utf-8").splitlines()
        return cls({**cls.get_default_config(), **config}, model_storage, resource, names)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the names of the entity's lookup table that are long enough to be sure, with at most one space."""
        listed = [name for table in training_data.lookup_tables if table["name"] == self._entity
                  for name in (table["elements"] if isinstance(table["elements"], list) else [])]
        names = sorted({n.lower() for n in listed if len(n) >= self._least and n.count(" ") <= 1})
        self._names = {name.replace(" ", ""): name for name in names}
        with self._storage.write_to(self._resource) as folder:
            (folder / FILE).write_text("\n".join(self._names.values()), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add an entity for each misspelt name that no other extractor found."""
        for message in messages:
            text, found = message.get(TEXT) or "", message.get(ENTITIES) or []
            taken = [(entity["start"], entity["end"]) for entity in found if entity["entity"] == self._entity]
            new = [] if text.startswith("/") else [
                {"entity": self._entity, "start": start, "end": end, "value": name, "extractor": "FuzzyLookup"}
                for start, end, name in self.misspelt(text) if not any(start < e and s < end for s, e in taken)]
            if new:
                message.set(ENTITIES, sorted([*found, *new], key=lambda entity: entity["start"]), add_to_output=True)
        return messages

    def misspelt(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and right spelling of each word of `text` that looks like a name."""
        found = []
        for word in re.finditer(rf"\b[^\W\d_]{{{self._least},}}\b", text):
            written = word.group().lower()
            if written in self._other:
                continue
            alike = [name for name in self._names if name[0] == written[0]]  # "kosten" is no "onkosten"
            best = process.extractOne(written, alike, scorer=fuzz.ratio, score_cutoff=self._score)
            if best:
                found.append((word.start(), word.end(), self._names[best[0]]))
        return found
