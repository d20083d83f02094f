"""An acute threat is never missed for its wording: plain signs of danger override what the classifier made of a text."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

INTENT = "dreiging"
ME = r"(?:me|mij|ons|mijn|mn|m'n)"
HOME = r"(?:huis|deur|voordeur|raam|ruit|auto|tuin|kantoor)"
SIGNS = re.compile("|".join((
    rf"\b(?:weet|weten|wist|wisten)\b.{{0,25}}\bwaar (?:ik|je|wij|we|{ME})\b.{{0,25}}\b(?:woon|slaap|zit|naar school)",
    rf"\b(?:baksteen|steen|stenen|brandbom|molotov\w*|vuurwerkbom|cobra|explosief|bom)\b.{{0,30}}\b{HOME}",
    rf"\b(?:wil|wilt|willen|gaat|gaan|zal|zullen|komt|komen|dreigt|dreigen)\b.{{0,25}}\b{ME}\b.{{0,25}}"
    r"\b(?:vermoorden|doden|afmaken|doodmaken|doodschieten|neersteken|wat aandoen|iets aandoen|in elkaar slaan|komen halen)",
    rf"\b{ME}\b.{{0,20}}\b(?:dood|kapot)\s*(?:maken|schieten|steken|slaan)",
    r"\b(?:iemand|man|mannen|vrouw|kerel|kerels|hij|zij|ze|persoon|groep)\b.{0,40}"
    rf"\b(?:voor|bij|aan)\b.{{0,6}}\b{ME}\b.{{0,8}}\b{HOME}\b",
    r"\b(?:heeft|met|hebben|zwaait met)\b.{0,6}\b(?:mes|wapen|pistool|bijl|vuurwapen|honkbalknuppel)\b",
    r"\b(?:word|wordt|worden)\b.{0,15}\b(?:achtervolgd|gestalkt|opgewacht|belaagd)\b",
    r"\b(?:doodsbedreiging|kogelbrief)\w*\b.{0,30}\b(?:gekregen|ontvangen|binnen|gehad|vandaag|net|zojuist|bus)\b",
    rf"\b(?:{ME}|onze|voor de deur)\b.{{0,25}}\b(?:in brand gestoken|aangestoken|in de fik)",
    r"\bbrandstichting bij (?:me|mij|ons|mijn)\b|\bje gaat er ?aan\b|\bjij gaat er ?aan\b|\bweten je te vinden\b",
    r"\bpakket(?:je)?\b.{0,30}\btikt\b|\bverdacht pakket(?:je)?\b.{0,20}\b(?:huis|deur|mij|me)\b",
    r"\b(?:poederbrief|dreigbrief|dreigmail|dreigtelefoontje)\b.{0,20}\b(?:gehad|gekregen|ontvangen|binnen|net|vandaag)\b",
    r"\b(?:kreeg|krijg|ontving|net|zojuist|vandaag)\b.{0,25}\b(?:doodsbedreiging|kogelbrief)",
)), re.IGNORECASE)
# A rule, a subject or another's story is no threat to the user.
ABOUT = re.compile(r"\b(?:wat doet|hoe ga je om|protocol|beleid|adviseert|stel dat|motie|amendement|voorbeeld van|op de keel)\b",
                   re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ThreatGuard(GraphComponent):
    """Stands last in the pipeline; sets the intent to `dreiging` where the text shows plain signs of danger."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> ThreatGuard:
        """Nothing is configured and nothing is learnt."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Override the intent of each message that shows a threat."""
        for message in messages:
            text = message.get("text") or ""
            if shows_threat(text):
                found = {"name": INTENT, "confidence": 1.0}
                message.set("intent", found, add_to_output=True)
                message.set("intent_ranking", [found, *(message.get("intent_ranking") or [])], add_to_output=True)
        return messages


def shows_threat(text: str) -> bool:
    """Whether a text shows plain signs of danger to the one who typed it."""
    return bool(SIGNS.search(text)) and not ABOUT.search(text)
