"""Pay and rules of another office are not a councillor's: "ik ben wethouder hoeveel verdien ik" computes no allowance."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

INTENT = "ander_ambt"
BRIEF = 20  # words of a question about what somebody earns; in a story it may stand beside another
ABOUT_PAY = frozenset(("vergoeding_berekenen", "vergoeding", "onkostenvergoeding", "toelagen", "nlu_fallback", INTENT))
OFFICE = re.compile(r"\b(?:wethouders?(?:schap)?|burgemeesters?|statenlid|statenleden|provinciale staten|gedeputeerde?n?|"
                    r"(?:burger|duo|steun|schaduw)(?:-?raads|-?commissie)?(?:lid|leden)|fractievolgers?|"
                    r"dijkgraaf|waterschap\w*|kamerlid|kamerleden|commissaris van de koning)\b", re.IGNORECASE)
# Who works for the council or is hired by it, and what they earn: "wat verdient zo'n accountant".
HIRED = r"(?:griffiers?|griffiemedewerkers?|raadsadviseurs?|gemeentesecretaris|ambtena(?:ar|ren)|accountants?|rekenkamerl(?:id|eden))"
EARNS = re.compile(rf"\b{HIRED}\b.{{0,60}}\b(?:verdien\w*|salaris|loon)\b|\b(?:verdien\w*|salaris|loon)\b.{{0,30}}\b{HIRED}\b", re.IGNORECASE)
PAY = re.compile(r"\b(?:verdien\w*|salaris|loon|vergoeding|krijgt?|wachtgeld|pensioen|bezoldiging|betaald)\b", re.IGNORECASE)
OURS = re.compile(r"(?<!-)\b(?:raadslid|raadsleden|gemeenteraad|raadswerk|raad|vertrouwens?\s?commissie|onderzoekscommissie"
                  r"|fractie ?voorzitter)\b", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class OfficeGuard(GraphComponent):
    """Stands after the classifier; a message about pay that names another office and no councillor becomes `ander_ambt`."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> OfficeGuard:
        """Nothing is configured and nothing is learnt."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Override the intent of each message about another office's pay."""
        for message in messages:
            if is_other_office(message.get("text") or "", (message.get("intent") or {}).get("name") or ""):
                found = {"name": INTENT, "confidence": 1.0}
                message.set("intent", found, add_to_output=True)
                message.set("intent_ranking", [found, *(message.get("intent_ranking") or [])], add_to_output=True)
        return messages


def is_other_office(text: str, intent: str) -> bool:
    """Whether a text that was read as a question about pay is about another office's, or asks what somebody earns who is hired."""
    if EARNS.search(text) and not text.startswith("/") and not OURS.search(text) and len(text.split()) <= BRIEF:
        return True
    return (intent in ABOUT_PAY and not text.startswith("/") and bool(OFFICE.search(text)) and not OURS.search(text)
            and (intent not in ("nlu_fallback", INTENT) or bool(PAY.search(text))))
