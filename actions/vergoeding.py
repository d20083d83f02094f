"""The flow that computes the monthly allowance: asks for inhabitants or a municipality, answers with class and amounts."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import WEATHER, answer, search
from actions.choose import same_part
from actions.context import facet_of
from actions.dutch_numbers import read_inhabitants, spell
from actions.flow import ACT_WORDS, CANCELLED, DONE, PAUSED, Flow, Refused, Step
from actions.gemeente_rules import look_alikes, place_in, unknown_place
from actions.onkosten_say import asks_amount, say_amount
from actions.remark import is_mere_remark, say_remark
from actions.safety import AFTER, NOTED
from actions.scene import read_scene
from actions.show import Found, show
from actions.sources import sources
from actions.toelagen_say import asked_extra, say_extra
from actions.turn import Turn, read_turn
from actions.vergoeding_rules import find_municipality
from actions.vergoeding_say import (
    PASSAGE,
    follows_allowance,
    tell,
    tell_inhabitants,
    tell_on,
    tell_places,
    told,
    which_place,
)
from actions.welk_instrument_say import reconsider, reconsidered
from actions.zetels_rules import asks_seats
from actions.zetels_say import asked_seats, say_seats

FEW = 4  # words of a correction that says what is wrong and not what it must be: "dat klopt niet"


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
    name = place_in(text)
    if reading.problem == "none" and name and not ACT_WORDS.issuperset(name.lower().split()):
        return no_municipality(name)
    return Refused(f"utter_inwoners_{reading.problem}", {})


def no_municipality(name: str) -> Refused:
    """What helps when a place is no municipality: those with a name like it, and what to type else."""
    alike = look_alikes(name)
    if not alike:
        return Refused("utter_inwoners_place", {"name": name})
    values, buttons = which_place(alike)
    return Refused("utter_inwoners_place_alike", {"name": name, **values}, buttons)


class ValidateVergoedingForm(Flow, Action):
    """Fills `inwoners` (a number)."""

    form = "vergoeding"
    status = "vergoeding_status"
    steps = (Step("inwoners", read_inwoners),)

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn = read_turn(tracker)
        starts = tracker.get_slot("requested_slot") is None
        if starts and asked_seats(turn, tracker):
            return [*say_seats(dispatcher, turn, tracker), *self.pause()]
        if starts and asks_amount(turn, read_scene(tracker).last):  # "hoeveel is het per maand?", after the onkostenvergoeding
            return [*say_amount(dispatcher), *self.pause()]
        if starts and follows_allowance(turn, tracker) and not self.from_trigger(turn).get("inwoners"):
            # "en in 2022?": of the place before
            kept = {"inwoners": tracker.get_slot("inwoners"), "vergoeding_vraag": turn.text, self.status: DONE}
            return [*(SlotSet(slot, value) for slot, value in kept.items()), SlotSet("requested_slot", None)]
        return super().run(dispatcher, tracker, domain)

    def from_trigger(self, turn: Turn) -> dict[str, Any]:
        asked = {"vergoeding_vraag": "" if turn.pressed else turn.text}
        reading = read_inhabitants(turn.text, bare=False)
        if reading.value is not None:
            return asked | {"inwoners": float(reading.value)}
        # "vergoeding", "raadslid" … are no municipalities: only an exact name counts here.
        places = find_municipality(turn.text) if not turn.pressed else ()
        return asked | ({"inwoners": float(places[0].inhabitants_2026)} if len(places) == 1 else {})

    def answer_question(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step) -> list[dict] | None:
        """Also what a function pays on top: "en als fractievoorzitter, krijg je dan extra"."""
        extra = asked_extra(turn, tracker)
        if extra:
            return say_extra(dispatcher, extra, tracker.get_slot("inwoners"))
        if asks_seats(turn.text) and not turn.pressed:
            return say_seats(dispatcher, turn, tracker)
        return super().answer_question(dispatcher, tracker, turn, step)

    def ask(self, dispatcher: CollectingDispatcher, step: Step, known: dict[str, Any]) -> None:
        """Utter the question; where the wish named a place that is no municipality, with the help for that."""
        name = unknown_place(known.get("vergoeding_vraag") or "")
        if not name:
            return super().ask(dispatcher, step, known)
        help_with = no_municipality(name)
        dispatcher.utter_message(response=help_with.response, answer=self.told("form"), buttons=list(help_with.buttons),
                                 **help_with.values)
        return None


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
        tell(dispatcher, int(inhabitants), read_turn(tracker).text, tracker.get_slot("vergoeding_vraag") or "")
        return [*(SlotSet(slot, None) for slot in ("vergoeding_status", "vergoeding_vraag", "toelage")),
                SlotSet("topic", "vergoeding"), SlotSet("passage", PASSAGE)]


class ActionCorrectVergoeding(Action):
    """After the answer: "nee, ik bedoelde 65.000" or "en in Urk?" computes again; anything else asks what was meant."""

    def name(self) -> str:
        return "action_correct_vergoeding"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn = read_turn(tracker)
        named = turn.pressed or read_inhabitants(turn.text).value is not None or find_municipality(turn.text)
        if not named and (WEATHER.search(turn.text) or max(turn.ranking.get(kind, 0.0) for kind in AFTER) >= NOTED):
            return answer(dispatcher, tracker)  # "wordt het morgen droog op de fiets erheen"; what may tell of danger
        return correct(dispatcher, tracker)


def correct(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[dict]:
    """Compute the allowance again from the latest message; without a number or a place in it ask what was meant."""
    turn = read_turn(tracker)
    extra, facts = asked_extra(turn, tracker), reconsidered(turn, tracker)
    if extra:
        return say_extra(dispatcher, extra, tracker.get_slot("inwoners"))
    if facts:
        return reconsider(dispatcher, tracker, facts)
    if asked_seats(turn, tracker):
        return say_seats(dispatcher, turn, tracker)  # "hoeveel raadsleden heeft een gemeente van 30.000 inwoners"
    text = turn.entities.get("value", "") if turn.pressed else turn.text
    if follows_allowance(turn if not turn.pressed else Turn(text, turn.intent, 1.0), tracker):
        return tell_on(dispatcher, tracker, text)
    value = read_inwoners(text)
    computed = (tracker.get_slot("topic") == "vergoeding" or tracker.get_slot("inwoners") is not None
                or "inwoner" in text.lower())  # "een 61.000 inwoners" can mean nothing else
    if computed and not isinstance(value, Refused):
        return tell_inhabitants(dispatcher, value, text)
    if computed and isinstance(value, Refused) and value.response == "utter_inwoners_which":
        return tell_places(dispatcher, text)
    scene = read_scene(tracker)
    if turn.named and scene.last and not turn.pressed:  # "nee sorry ik bedoel een amendement"
        meant = same_part(sources().of_topic(turn.named[0]), facet_of(turn) or scene.last.facet)
        return show(dispatcher, Found(meant), turn) if meant else answer(dispatcher, tracker)
    if not computed and scene.last and not turn.pressed and search(turn.text, scene.last).answered:
        return answer(dispatcher, tracker)  # "is dat overal evenveel", of something else
    if is_mere_remark(turn):
        return say_remark(dispatcher, turn)
    if not computed and turn.intent != "nee" and not turn.pressed and len(turn.text.split()) > FEW:
        return answer(dispatcher, tracker)  # "dat het college voor de zomer met een plan komt": no allowance was told yet
    response = "utter_nee" if turn.intent == "nee" else "utter_what_to_correct"
    dispatcher.utter_message(response=response, answer=told([]) | {"kind": "clarify"})
    return []
