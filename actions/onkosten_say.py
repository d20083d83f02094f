"""Saying how high the fixed expense allowance is: the amount of the latest year, with its source and the years before."""

from __future__ import annotations

import re

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import words
from actions.sources import sources
from actions.turn import Turn
from actions.vergoeding_rules import euros
from actions.vergoeding_say import LAW, cited
from knowledge import Passage
from knowledge.cues import EMPTY
from knowledge.facts import allowances

PASSAGE = "onkostenvergoeding/wat"
AMOUNT = re.compile(r"\bhoeveel\b|\bhoe (?:hoog|veel)\b|\bbedrag\w*\b|\bhoogte\b"
                    r"|\b(?:wat|welk bedrag) (?:is|krijg\w*|bedraagt)\b.*\bper maand\b", re.IGNORECASE)
EXPENSES = re.compile(r"\bonkosten ?vergoeding\w*\b|\bvergoeding (?:voor|van) (?:mijn |mn |de )?onkosten\b", re.IGNORECASE)
AROUND_AMOUNT = frozenset("hoeveel hoe hoog per maand jaar bedrag euro die dat nu".split())
SPENDS = re.compile(r"\b(?:betalen|betaal|uitgeven|kopen|declareren|declareer|waarvoor|waaraan|belasting\w*|netto|bruto)\b",
                    re.IGNORECASE)


def asks_amount(turn: Turn, last: Passage | None) -> bool:
    """Whether a typed turn asks how much the expense allowance is, rather than what it is for; `last`: the passage shown last."""
    said = turn.text
    after = last is not None and last.topic == "onkostenvergoeding" and EMPTY.issuperset(set(words(said)) - AROUND_AMOUNT)
    return not turn.pressed and bool((EXPENSES.search(said) or after) and AMOUNT.search(said) and not SPENDS.search(said))


def say_amount(dispatcher: CollectingDispatcher) -> list[dict]:
    """Utter the amount of the latest year of the table and those of the years before, each with its source."""
    years = sorted((year for year in allowances().values() if year.expenses), key=lambda year: -year.year)
    now, earlier = years[0], years[1:]
    passage = sources().passage(PASSAGE)
    dispatcher.utter_message(
        response="utter_onkosten_bedrag", year=now.year, amount=euros(now.expenses), source=now.source, url=LAW,
        earlier="\n".join(f"- in {one.year}: {euros(one.expenses)}. Bron: {one.source}." for one in earlier),
        answer={"kind": "answer", "topic": "onkostenvergoeding", "facet": "wat", "confidence": 1.0,
                "sources": [*([passage.cite()] if passage else []), cited()[-1]]})
    return [SlotSet("topic", "onkostenvergoeding"), SlotSet("passage", PASSAGE), SlotSet("shown", [PASSAGE])]
