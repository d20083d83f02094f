"""Who tells a wish and asks which instrument fits gets one chosen, whatever the wish is about."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.components.rankings import left_of, put_first, set_ranking

INTENT = "welk_instrument"
WHICH = re.compile(r"\bwelk (?:instrument|middel)\b(?:.{0,30}\b(?:past|pas|pak|gebruik|kies|neem|nodig|hoort|zet|moet|kan)\b|\W*$)",
                   re.IGNORECASE)
WISH = re.compile(r"\b(?:ik|we|wij)\b.{0,25}\b(?:wil|willen|wou|zou|zouden)\b|\b(?:wil|willen|wou|zou|zouden) (?:ik|we|wij)\b",
                  re.IGNORECASE)
STORY = 10  # words
MEANS = re.compile(r"\b(?:instrumenten|middelen)\b", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ChoiceGuard(GraphComponent):
    """Stands after the classifier; a message that tells a wish and asks for the instrument gets the intent `welk_instrument`."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> ChoiceGuard:
        """Nothing is configured and nothing is learnt."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Override the intent of each such message."""
        for message in messages:
            named = any(entity["entity"] == "instrument" for entity in message.get("entities") or [])
            text, ranking = message.get("text") or "", message.get("intent_ranking") or []
            if asks_choice(text, named):
                put_first(message, INTENT)
            elif asks_which_there_are(text) and (left := left_of(ranking, (INTENT,), {}, 0.0)):
                set_ranking(message, left)
        return messages


def asks_which_there_are(text: str) -> bool:
    """Whether a few words ask for the instruments of what was spoken of: "met welke instrumenten doe je dat"."""
    return len(text.split()) < STORY and bool(MEANS.search(text)) and not WISH.search(text) and not text.startswith("/")


def asks_choice(text: str, named: bool = False) -> bool:
    """Whether a text tells what its writer wants, or what goes on, and asks which instrument is for that.

    named: it names one; a story of what goes on is then no proof ("welk instrument past hier, een motie of een amendement").
    """
    tells = WISH.search(text) or (not named and len(text.split()) >= STORY)
    return not text.startswith("/") and bool(WHICH.search(text) and tells)
