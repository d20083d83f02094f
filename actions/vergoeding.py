"""The flow that computes the monthly allowance: asks for inhabitants or a municipality, answers with class and amounts."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.dutch_numbers import read_inhabitants, spell
from actions.flow import CANCELLED, PAUSED, Flow, Refused, Step
from actions.turn import Turn, read_turn
from actions.vergoeding_rules import find_municipality
from actions.vergoeding_say import PASSAGE, tell, tell_places, told, which_place


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
        return Refused("utter_inwoners_which", *which_place([place.name for place in places]))
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
        if tracker.get_slot("vergoeding_status") == PAUSED:
            return [SlotSet("vergoeding_status", None)]
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
        return correct(dispatcher, tracker)


def correct(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict]:
    """Compute the allowance again from the latest message; without a number or a place in it ask what was meant."""
    turn = read_turn(tracker)
    text = turn.entities.get("value", "") if turn.pressed else turn.text
    value = read_inwoners(text)
    computed = tracker.get_slot("topic") == "vergoeding" or tracker.get_slot("inwoners") is not None
    if computed and not isinstance(value, Refused):
        tell(dispatcher, int(value), text)
        return [SlotSet("inwoners", value), SlotSet("topic", "vergoeding"), SlotSet("passage", PASSAGE)]
    if computed and isinstance(value, Refused) and value.response == "utter_inwoners_which":
        return tell_places(dispatcher, text)
    response = "utter_nee" if turn.intent == "nee" else "utter_what_to_correct"
    dispatcher.utter_message(response=response, answer=told([]) | {"kind": "clarify"})
    return []
