"""Who asks for the difference between two subjects starts no form: "verschil tussen de vng en de vereniging voor raadsleden"."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.components.rankings import put_first

INTENT = "verschil"
DIFFERENCE = re.compile(r"\b(?:verschil\w*|vergelijk\w*|versus|vs|onderscheid\w*)\b", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ComparisonGuard(GraphComponent):
    """Stands after the entities are found; a message that names two subjects and a difference gets the intent `verschil`."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> ComparisonGuard:
        """Nothing is configured and nothing is learnt."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Override the intent of each message that compares two subjects."""
        for message in messages:
            if compares(message.get("text") or "", message.get("entities") or []):
                put_first(message, INTENT)
        return messages


def compares(text: str, entities: list[dict[str, Any]]) -> bool:
    """Whether a text asks for the difference of two subjects that it names."""
    named = {entity["value"] for entity in entities if entity.get("entity") == "instrument"}
    return len(named) > 1 and not text.startswith("/") and bool(DIFFERENCE.search(text))
