"""Saying what a function pays on top of the monthly allowance, with its year and source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import words
from actions.settings import read_settings
from actions.sources import sources
from actions.toelagen_rules import asks_extra, chair_allowance, functions_in, members_in
from actions.turn import Turn
from actions.vergoeding_rules import euros, outcome
from actions.wording import contact
from knowledge.facts import extra_allowances

PASSAGE = "vergoeding/wat"
LAW = "https://wetten.overheid.nl/BWBR0041522"
INTENTS = ("toelagen", "vergoeding", "vervolg", "onkostenvergoeding")
MORE_OF_IT = re.compile(r"\b(?:maxim\w*|hooguit|hoogste|plafond|per (?:fractie)?lid|per maand|per jaar|hoeveel (?:is dat|dan|maximaal))\b",
                        re.IGNORECASE)
BRIEF = 8  # words of a turn that only says how many members the fractie has
MOST = 3


@dataclass(frozen=True)
class ExtraAsked:
    """The functions that somebody asks about (none: all of them), and the members of the fractie where they are told."""

    functions: tuple[str, ...]
    members: int | None = None


def asked_extra(turn: Turn, tracker: Tracker) -> ExtraAsked | None:
    """What a typed turn asks about allowances on top, alone or as the answer to the question how many members; or None."""
    if turn.pressed:
        return None
    named, brief = functions_in(turn.text), len(words(turn.text)) <= BRIEF
    last = tracker.get_slot("toelage") if brief and tracker.get_slot("topic") == "vergoeding" else None
    if (last and named) or (turn.intent in INTENTS and asks_extra(turn.text)):
        return ExtraAsked(named, members_in(turn.text))  # "en voor een lid van de vertrouwenscommissie"
    if last and MORE_OF_IT.search(turn.text):
        return ExtraAsked((last,), members_in(turn.text))  # "is er een maximum", "hoeveel is dat per fractielid"
    members = members_in(turn.text, bare=True) if last == "fractievoorzitter" else None
    return ExtraAsked(("fractievoorzitter",), members) if members else None


def say_extra(dispatcher: CollectingDispatcher, asked: ExtraAsked, inhabitants: float | None) -> list[dict]:
    """Utter the allowance of each function; the events remember that the members of a fractie may follow."""
    values = extra_values(asked.members, inhabitants)
    for function in asked.functions[:MOST]:
        response = f"utter_toelage_{variant(function, asked.members, inhabitants)}"
        dispatcher.utter_message(response=response, answer=told(), **values)
    if not asked.functions:
        dispatcher.utter_message(response="utter_toelagen", answer=told(), **values)
    return [SlotSet("toelage", asked.functions[0] if asked.functions else None), SlotSet("topic", "vergoeding"),
            SlotSet("passage", PASSAGE)]


def variant(function: str, members: int | None, inhabitants: float | None) -> str:
    """The response for a function: with its own amount where members or inhabitants are known."""
    if function == "fractievoorzitter" and members:
        return "fractievoorzitter_leden"
    if function == "onderzoekscommissie" and inhabitants:
        return "onderzoekscommissie_bedrag"
    return function


def extra_values(members: int | None, inhabitants: float | None) -> dict[str, Any]:
    """The amounts of the table as Dutch writes them, and those that follow from members and inhabitants."""
    table = extra_allowances()
    amounts = {name: euros(extra.amount) for name, extra in table.items() if extra.amount and extra.unit == "euro per maand"}
    newest, times = table["fractievoorzitter_basis"], table["onderzoekscommissie_hoogste"].amount
    assert times is not None
    chair = chair_allowance(members) if members else None
    most = euros(outcome(int(inhabitants)).amount_now * times) if inhabitants else ""
    return amounts | {
        "year": newest.year, "source": newest.source, "url": LAW, "contact": contact(read_settings()), "times": int(times),
        "most": most, "members": f"{members} {'lid' if members == 1 else 'leden'}" if members else "",
        "all_count": euros(chair.all_count) if chair else "",
        "others_count": euros(chair.others_count) if chair else "", "chair_source": table["commissievoorzitter"].source}


def told() -> dict[str, Any]:
    """The `answer` of a message about allowances on top: the booklet's passage and the law."""
    passage = sources().passage(PASSAGE)
    law = {"id": "wet/rechtspositie_toelagen", "title": "Rechtspositiebesluit decentrale politieke ambtsdragers",
           "section": "artikel 3.1.2 en verder", "text": "", "url": LAW, "layer": "wet", "as_of": "2026", "overtaken": None}
    return {"kind": "answer", "topic": "vergoeding", "facet": "wat", "confidence": 1.0,
            "sources": [*([passage.cite()] if passage else []), law]}
