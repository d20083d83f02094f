"""Tours through the booklet, step by step: opleidingsbudget, accountantscontrole, vierjaarscyclus. One mechanism for all."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.acts import ActionTalk
from actions.answer import answer
from actions.aside import SURE, begins_another
from actions.eerste_contact import reach
from actions.flow import ACT_WORDS, CANCELLED, DONE, PAUSED, SURE_OF_ACT
from actions.rondleiding_rules import TOURS, Move, Tour, landing, lead, read_move, stops_of
from actions.safety import say_despair, say_safety
from actions.scene import read_scene
from actions.show import Found, show
from actions.sources import sources
from actions.turn import TOPICS, Turn, read_turn
from actions.wording import notice, payload, source_values, sourceless, told
from knowledge import Passage

PLACE, STATUS, WAITING = "rondleiding", "rondleiding_status", "rondleiding_klaar"
ACTS = {"laat_maar": "stop", "terug": "back", "opnieuw": "restart"}


class ValidateRondleidingForm(Action):
    """A form's validation: shows a step, goes where the user wants, answers what comes in between."""

    def name(self) -> str:
        return "validate_rondleiding_form"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn, place = read_turn(tracker), tracker.get_slot(PLACE) or {}
        active = tracker.get_slot("requested_slot") == WAITING
        named = turn.intent if turn.intent in TOURS and turn.confidence >= SURE else ""
        if named:
            return start(dispatcher, turn, named, place, active)
        tour = place.get("tour") if place.get("tour") in TOURS else ""
        if not tour:
            return over(DONE)
        return self.take(dispatcher, tracker, domain, turn, tour, int(place["step"]))

    def take(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any], turn: Turn, tour: str,
             step: int) -> list[dict]:
        """One turn within a tour."""
        if turn.intent in ("dreiging", "wanhoop") and turn.confidence >= SURE_OF_ACT:
            say = say_safety if turn.intent == "dreiging" else say_despair
            return [*say(dispatcher), *over(PAUSED)]
        asked_back = read_scene(tracker).pending is not None
        move = wanted(turn)
        if move and not (asked_back and (move.kind == "to" or turn.intent in ("ja", "nee"))):
            return go(dispatcher, tour, step, move)
        if begins_another(turn, *TOURS):
            return []
        return self.on_the_way(dispatcher, tracker, domain, turn, tour, step)

    def on_the_way(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any], turn: Turn, tour: str,
                   step: int) -> list[dict]:
        """Answer what came in between, then say where the tour was; when the answer asks back, that comes first."""
        if turn.intent == "eerste_contact":
            events = reach(dispatcher, tracker)
        elif turn.intent in TOPICS or turn.pressed or turn.intent in ("vervolg", "lees_meer"):
            events = answer(dispatcher, tracker)
        else:
            events = ActionTalk().run(dispatcher, tracker, domain)
        last = dispatcher.messages[-1] if dispatcher.messages else {}
        if (last.get("answer") or {}).get("kind") != "clarify":
            stops = stops_of(TOURS[tour], sources().passage)
            dispatcher.utter_message(response="utter_request_rondleiding_klaar", answer=form(stops[step - 1]), step=step,
                                     steps=len(stops), buttons=buttons(tour, step, len(stops)))
        return [*events, *waiting(tour, step)]


class ActionRondleiding(Action):
    """The end of a tour: what closes it, or where it can be taken up again."""

    def name(self) -> str:
        return "action_rondleiding"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        place, status = tracker.get_slot(PLACE) or {}, tracker.get_slot(STATUS)
        tour = TOURS.get(place.get("tour", ""))
        if status == PAUSED or tour is None:
            return [SlotSet(STATUS, None)]
        steps = len(stops_of(tour, sources().passage))
        if status == CANCELLED:
            dispatcher.utter_message(
                response="utter_rondleiding_stopped", answer=sourceless("form"), step=place["step"], steps=steps,
                buttons=[{"title": "Verder", "payload": payload(place["tour"], part=str(place["step"]))}])
            return [SlotSet(STATUS, None)]
        dispatcher.utter_message(response="utter_rondleiding_done", answer=sourceless("form"), steps=steps)
        closing = sources().passage(tour.closing) if tour.closing else None
        events = show(dispatcher, Found(closing, whole=True), read_turn(tracker)) if closing else []
        return [*events, SlotSet(STATUS, None), SlotSet(PLACE, None)]


def wanted(turn: Turn) -> Move | None:
    """The move that a turn asks for: by its words, or as an act that is nothing else."""
    if turn.pressed:
        return Move(ACTS[turn.intent]) if turn.intent in ACTS else None
    move = read_move(turn.text)
    if move or turn.intent not in ACTS or turn.confidence < SURE_OF_ACT:
        return move
    return Move(ACTS[turn.intent]) if ACT_WORDS.issuperset(turn.text.lower().split()) else None


def start(dispatcher: CollectingDispatcher, turn: Turn, name: str, place: dict[str, Any], active: bool) -> list[dict]:
    """Begin a tour: at the step that a button names, where it was left or still is, or at its opening."""
    stops = stops_of(TOURS[name], sources().passage)
    asked = turn.entities.get("part", "")
    if asked.isdigit():
        return go(dispatcher, name, 1, Move("to", int(asked)))
    if place.get("tour") == name and (active or place["step"] > 1):
        dispatcher.utter_message(response="utter_rondleiding_resumed", answer=sourceless("form"), step=place["step"],
                                 steps=len(stops))
        return tell(dispatcher, name, stops, int(place["step"]))
    open_tour(dispatcher, name, TOURS[name], stops)
    return tell(dispatcher, name, stops, 1)


def open_tour(dispatcher: CollectingDispatcher, name: str, tour: Tour, stops: tuple[Passage, ...]) -> None:
    """Utter what a tour is, in the words of the source, and what the law has changed since."""
    opening, changed = sources().passage(tour.opening), sources().passage(tour.changed) if tour.changed else None
    assert opening is not None
    dispatcher.utter_message(response=f"utter_{name}", answer=told(opening) | {"kind": "form"}, lead=lead(opening),
                             steps=len(stops), **source_values(opening))
    if changed and changed.overtaken:
        dispatcher.utter_message(response="utter_rondleiding_changed", answer=told(changed) | {"kind": "form"}, **notice(changed))


def go(dispatcher: CollectingDispatcher, name: str, step: int, move: Move) -> list[dict]:
    """Make a move within a tour; beyond its last step it is done."""
    stops = stops_of(TOURS[name], sources().passage)
    if move.kind == "stop":
        return over(DONE if step == len(stops) else CANCELLED)
    if move.kind == "all":
        lines = [f"{number}. {stop.text if len(TOURS[name].passages) == 1 else stop.heading}"
                 for number, stop in enumerate(stops, 1)]
        dispatcher.utter_message(response="utter_rondleiding_all", answer=form(stops[step - 1]), lines="\n".join(lines),
                                 step=step, steps=len(stops), buttons=buttons(name, step, len(stops)),
                                 **source_values(stops[step - 1]))
        return waiting(name, step)
    landed = landing(move, step, len(stops))
    return over(DONE) if landed is None else tell(dispatcher, name, stops, landed)


def tell(dispatcher: CollectingDispatcher, name: str, stops: tuple[Passage, ...], step: int) -> list[dict]:
    """Utter a step with its source, year and what the law has changed since; the events remember where the tour is."""
    stop = stops[step - 1]
    dispatcher.utter_message(
        response="utter_rondleiding_step" + ("_overtaken" if stop.overtaken else ""), answer=form(stop), step=step,
        steps=len(stops), body=stop.text, buttons=buttons(name, step, len(stops)),
        **source_values(stop))
    return [SlotSet("topic", stop.topic), SlotSet("passage", stop.id), *waiting(name, step)]


def form(stop: Passage) -> dict[str, Any]:
    """The `answer` of a message within a tour."""
    return told(stop) | {"kind": "form"}


def buttons(name: str, step: int, steps: int) -> list[dict[str, str]]:
    """Where to go from a step. A button names its step, so that an old one still leads there."""
    to = lambda title, number: {"title": title, "payload": payload(name, part=str(number))}
    found = [to("Volgende", step + 1)] if step < steps else []
    return [*found, *([to("Vorige", step - 1)] if step > 1 else []),
            {"title": "Klaar" if step == steps else "Stop", "payload": "/laat_maar"}]


def waiting(name: str, step: int) -> list[dict]:
    """The tour goes on from this step."""
    return [SlotSet(PLACE, {"tour": name, "step": step}), SlotSet(STATUS, None), SlotSet("requested_slot", WAITING)]


def over(status: str) -> list[dict]:
    """The tour ends; the closing action says how."""
    return [SlotSet(STATUS, status), SlotSet("requested_slot", None)]
