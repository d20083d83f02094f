"""The allowance is computed on a wish that speaks of money, not on any question that looks like one."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.components.rankings import left_of, set_ranking

INTENT = "vergoeding_berekenen"
MONEY = re.compile(
    r"verd\w*n|kr[ei]+[gj]|krg|vang|geld|vergoed|vergd|bedrag|salaris|loon|betaa?l|inkom|euro|€|maand|netto|bruto|\bhou\b"
    r"|houd|\bover\b|rekenen|reken|uitker|schui[fv]|schaal|klasse|tarief|poen|centen|duit|doekoe|bezold|onkosten|hoe ?veel|hoog|inwoners"
    r"|gemeente|levert|opbreng|op?lever|per jaar|stort|beur|toelage|gage|honorarium|pak ik|strijk|toucher|cijfer", re.IGNORECASE)
ALLOWANCES = ("vergoeding", "onkostenvergoeding")  # subjects

# Money that is no allowance: it comes after the council, with old age, or for a fractie.
OTHER_MONEY = re.compile(r"\b(?:wachtgeld|pensioen|ww|werkloosheid|ziektewet)\w*|\bper fractie\b|\bfractie(?:geld|budget)\w*", re.IGNORECASE)
SEATS = re.compile(r"\bhoeveel (?:raads)?(?:leden|zetels)\b", re.IGNORECASE)  # of a council with so many inhabitants
# What else is counted: "hoeveel spreektijd heb ik".
OTHER_COUNT = re.compile(r"\bhoeveel (?:spreektijd|tijd|minuten|uur|uren|dagen|weken|stemmen|handtekeningen|moties|amendementen|vragen|mensen|partijen|fracties|fte\w*|formatie\w*|griffiers|ambtenaren)\b",
                         re.IGNORECASE)

EVERYWHERE = re.compile(r"\b(?:elke|iedere|alle) gemeenten?\b.{0,20}\b(?:evenveel|hetzelfde|gelijk)\b", re.IGNORECASE)  # no one's own
# Who sits in a committee without a seat in the council: their pay stands in no source, and is not a councillor's.
COMMITTEE = re.compile(r"\b(?:commissie|burger|steunfractie)[ -]?(?:lid|leden)\b|\bburgerraadsl\w+", re.IGNORECASE)
COUNCILLOR = re.compile(r"(?<!geen )\braads(?:lid|leden)\b", re.IGNORECASE)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AllowanceGuard(GraphComponent):
    """Stands after the draft guard; a message without a word of money wishes no computation ("wat heb ik aan dat ministerie")."""

    @classmethod
    def create(cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
               execution_context: ExecutionContext) -> AllowanceGuard:
        """Nothing is configured and nothing is learnt."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each such message the intent that is left, with how sure that is."""
        for message in messages:
            text, ranking = message.get("text") or "", message.get("intent_ranking") or []
            sure = next((row["confidence"] for row in ranking if row["name"] == INTENT), 0.0)
            of_money = bool(MONEY.search(text) or names_allowance(message.get("entities") or [])) and not (
                SEATS.search(text) or OTHER_MONEY.search(text) or OTHER_COUNT.search(text) or EVERYWHERE.search(text)
                or (COMMITTEE.search(text) and not COUNCILLOR.search(text)))
            if not sure or text.startswith("/") or of_money:
                continue
            left = left_of(ranking, (INTENT,), {}, sure)
            if left:
                set_ranking(message, left)
        return messages


def names_allowance(entities: list[dict[str, Any]]) -> bool:
    """Whether a place, a number or the allowance itself stands in a message; another subject is no wish to compute."""
    return any(entity["entity"] in ("gemeente", "number") or entity["value"] in ALLOWANCES for entity in entities)
