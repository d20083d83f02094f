"""Saying how many members a council has, by the law's table."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import words
from actions.dutch_numbers import read_inhabitants, spell
from actions.scene import read_scene
from actions.settings import read_settings
from actions.turn import Turn
from actions.vergoeding_rules import find_municipality
from actions.vergoeding_say import which_place
from actions.wording import contact, law_source, sourceless
from actions.zetels_rules import asks_seats, near_boundary, seats
from knowledge.cues import POINTING
from knowledge.facts import LawArticle, council_sizes

LAW = "https://wetten.overheid.nl/BWBR0005416"
BRIEF = 8  # words of a turn that only says which municipality was meant
PAID = re.compile(r"\b(?:krijgt?|verdien\w*|vergoeding|per maand)\b", re.IGNORECASE)  # who asks that asks for no seats
HERE = POINTING | {"hier", "wij", "we", "ons", "onze", "dan"}  # the municipality that was spoken of


def asked_seats(turn: Turn, tracker: Tracker) -> bool:
    """Whether a typed turn asks how many members a council has, or names the municipality after that was asked."""
    if turn.pressed:
        return False
    if asks_seats(turn.text):
        return True
    just_now = tracker.get_slot("zetels") == read_scene(tracker).said - 1
    return just_now and len(words(turn.text)) <= BRIEF and not PAID.search(turn.text) and bool(
        find_municipality(turn.text) or read_inhabitants(turn.text).value is not None)


def say_seats(dispatcher: CollectingDispatcher, turn: Turn, tracker: Tracker) -> list[dict]:
    """Utter the number of members for the inhabitants or the municipality of a turn, or those of before; ask which else."""
    places = find_municipality(turn.text)
    said = read_inhabitants(turn.text, bare=not asks_seats(turn.text)).value
    before = tracker.get_slot("inwoners") if HERE.intersection(words(turn.text)) else None
    inhabitants = places[0].inhabitants_2026 if len(places) == 1 else said or before
    remembered = [SlotSet("zetels", read_scene(tracker).said)]
    if len(places) > 1:
        values, buttons = which_place([place.name for place in places])
        dispatcher.utter_message(response="utter_inwoners_which", answer=sourceless("clarify"), buttons=list(buttons), **values)
    elif inhabitants:
        say_number(dispatcher, int(inhabitants), places[0].name if places else "")
        remembered.append(SlotSet("inwoners", float(inhabitants)))
    else:
        least, most = council_sizes()[0], council_sizes()[-1]
        dispatcher.utter_message(response="utter_zetels_vraag", least=least.members, most=most.members, url=LAW,
                                 answer=told() | {"kind": "clarify"})
    return remembered


def say_number(dispatcher: CollectingDispatcher, inhabitants: int, place: str) -> None:
    """Utter the number of members for so many inhabitants, by the name of the municipality where it is known."""
    dispatcher.utter_message(
        response="utter_zetels" + ("_gemeente" if place else ""), place=place, inhabitants=spell(inhabitants),
        members=seats(inhabitants), source=council_sizes()[0].source, url=LAW, answer=told())
    if near_boundary(inhabitants):
        dispatcher.utter_message(response="utter_zetels_near", contact=contact(read_settings()), answer=told())


def told() -> dict[str, Any]:
    """The `answer` of a message about the size of the council: the law is its source."""
    return {"kind": "answer", "topic": None, "facet": None, "confidence": 1.0,
            "sources": [law_source("zetels", LawArticle("Gemeentewet", "artikel 8", LAW))]}
