"""The flow that computes the monthly allowance: asks for inhabitants or a municipality, answers with class and amounts."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dutch_numbers import read_inhabitants, spell
from actions.flow import CANCELLED, Flow, Refused, Step
from actions.sources import sources
from actions.turn import Turn, read_turn
from actions.vergoeding_rules import class_name, euros, find_municipality, outcome
from actions.wording import BUTTONS, payload
from knowledge.facts import law_articles

PASSAGE = "vergoeding/maandelijkse_vergoeding"
LAW = "https://wetten.overheid.nl/BWBR0041522"


def read_inwoners(text: str) -> float | Refused:
    """Inhabitants from a number or a municipality's name; Refused with the question that helps."""
    reading = read_inhabitants(text)
    if reading.value is not None and reading.problem == "none":
        return float(reading.value)
    if reading.problem == "small":
        return Refused("utter_inwoners_small", {"number": spell(reading.value or 0),
                                                "thousands": spell((reading.value or 0) * 1000)})
    places = find_municipality(text)
    if len(places) > 1:
        names = [place.name for place in places]
        return Refused("utter_inwoners_which", {"names": " / ".join(names)},
                       tuple({"title": name, "payload": payload("geef_waarde", value=name)} for name in names[:BUTTONS]))
    if places:
        return float(places[0].inhabitants_2026)
    return Refused(f"utter_inwoners_{reading.problem}", {})


class ValidateVergoedingForm(Flow, Action):
    """Fills `inwoners` (a number)."""

    form = "vergoeding"
    status = "vergoeding_status"
    steps = (Step("inwoners", read_inwoners),)

    def from_trigger(self, turn: Turn) -> dict[str, Any]:
        reading = read_inhabitants(turn.text, bare=False)
        if reading.value is not None:
            return {"inwoners": float(reading.value)}
        # "vergoeding", "raadslid" … are no municipalities: only an exact name counts here.
        places = find_municipality(turn.text) if not turn.pressed else ()
        return {"inwoners": float(places[0].inhabitants_2026)} if len(places) == 1 else {}


class ActionVergoeding(Action):
    """Say the class and the amounts of 2020 and 2026, each with its year and source."""

    def name(self) -> str:
        return "action_vergoeding"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        inhabitants = tracker.get_slot("inwoners")
        if tracker.get_slot("vergoeding_status") == CANCELLED or inhabitants is None:
            dispatcher.utter_message(response="utter_cancelled", answer=told([]))
            return [SlotSet("vergoeding_status", None)]
        tell(dispatcher, int(inhabitants), read_turn(tracker).text)
        return [SlotSet("vergoeding_status", None), SlotSet("topic", "vergoeding"), SlotSet("passage", PASSAGE)]


class ActionCorrectVergoeding(Action):
    """After the answer: "nee, ik bedoelde 65.000" or "en in Urk?" computes again; anything else asks what was meant."""

    def name(self) -> str:
        return "action_correct_vergoeding"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn = read_turn(tracker)
        value = read_inwoners(turn.text)
        computed = tracker.get_slot("topic") == "vergoeding" or tracker.get_slot("inwoners") is not None
        if computed and not isinstance(value, Refused):
            tell(dispatcher, int(value), turn.text)
            return [SlotSet("inwoners", value)]
        if computed and isinstance(value, Refused) and value.response == "utter_inwoners_which":
            return [FollowupAction("vergoeding_form")]
        response = "utter_nee" if turn.intent == "nee" else "utter_what_to_correct"
        dispatcher.utter_message(response=response, answer=told([]) | {"kind": "clarify"})
        return []


def tell(dispatcher: CollectingDispatcher, inhabitants: int, text: str) -> None:
    """Utter the outcome with its two sources; the municipality by name where `text` names it."""
    places = [place for place in find_municipality(text) if place.inhabitants_2026 == inhabitants]
    place = places[0] if len(places) == 1 else None
    found = outcome(inhabitants, place)
    dispatcher.utter_message(
        response="utter_vergoeding" + ("_gemeente" if place else "") + ("_near" if found.near_boundary else ""),
        place=place.name if place else "", inhabitants=spell(found.inhabitants), klass=class_name(found.klass),
        amount_then=euros(found.amount_then), year_then=found.then.year, source_then=found.then.source,
        amount_now=euros(found.amount_now), year_now=found.now.year, source_now=found.now.source,
        expenses=euros(found.now.expenses) if found.now.expenses else "", url=LAW, answer=told(cited()),
    )


def cited() -> list[dict]:
    """The booklet's table and the law as sources."""
    passage = sources().passage(PASSAGE)
    article = law_articles()["vergoeding"]
    return [*([passage.cite()] if passage else []),
            {"id": "wet/rechtspositie", "title": "Rechtspositiebesluit decentrale politieke ambtsdragers",
             "section": f"artikel 3.1.1 en 3.1.6 ({article.law}, {article.articles})", "text": "", "url": LAW,
             "layer": "wet", "as_of": "2026", "overtaken": None}]


def told(cited_sources: list[dict]) -> dict[str, Any]:
    """The `answer` that a message of this skill carries."""
    return {"kind": "answer" if cited_sources else "form", "topic": "vergoeding", "facet": "maandelijkse_vergoeding",
            "confidence": 1.0, "sources": cited_sources}
