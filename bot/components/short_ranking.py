"""The intents that a message may well have, without the long tail of those that it has not.

Our 76 intents are all ranked for the guards, which look at some that are far from the first. After them a rank below a
thousandth changes nothing any more, but it is written with every message, read back with every turn, and sent with the whole
conversation to every action: half of all that.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ShortRanking(GraphComponent):
    """Stands last in the pipeline; the intent itself stays as it is."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._least = float(config["least"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """least: confidence from which an intent stays in the ranking."""
        return {"least": 0.001}

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> ShortRanking:
        """Nothing is learnt."""
        return cls({**cls.get_default_config(), **config})

    def process(self, messages: list[Message]) -> list[Message]:
        """Shorten the ranking of each message that has one."""
        for message in messages:
            ranking = message.get("intent_ranking") or []
            likely = [row for row in ranking if row["confidence"] >= self._least]
            if len(likely) < len(ranking):
                message.set("intent_ranking", likely, add_to_output=True)
        return messages
