"""The flow that sets hours a week beside each other: takes them in any order, keeps a sheet, hands out table and chart."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer
from actions.aside import begins_another
from actions.dutch_hours import spell_hours
from actions.flow import ANSWERED, CANCELLED, SURE_OF_ACT, Flow, Refused, Step
from actions.safety import is_hardly_danger
from actions.scene import Scene, read_scene
from actions.tijdsbesteding_invullen_rules import Sheet, merged, rows_of, sheet_from, table_lines, totals
from actions.tijdsbesteding_reading_rules import Problem, Reading, read_message
from actions.turn import Turn, read_turn
from actions.wording import payload
from knowledge.cues import is_opened
from knowledge.facts import activities

SHEET, FINISHED = "tijdsbesteding_uren", "tijdsbesteding_klaar"
READY = re.compile(r"\W*+(?:(?:ok[eé]?|ja|nee|goed|prima|zo)\W*+)?(?:(?:ik )?ben )?"
                   r"(?:klaar|af|gereed|done|dat is alles|dat was (?:het|alles)"
                   r"|meer niet|niets meer|verder niets|reken (?:het |maar )?(?:uit)?|uitrekenen|tel (?:maar |het )?op"
                   r"|(?:maak|toon|geef|laat)\b.*(?:grafiek|overzicht|totaal|tabel|zien|csv|bestand)|totaal|overzicht|grafiek"
                   r"|nee(?: hoor)?|klopt(?: zo)?|zo is het goed)\W*+(?:(?:zo|nu|hoor|mee|hiermee|maar)\W*+)?", re.IGNORECASE)
HOW_MANY = re.compile(r"^(?!.*\b(?:(?:ben|besteed|besteden|zit|zitten|werk|werken|kan|wil|hou) (?:ik|we|wij)|mijn eigen|bijhouden|invullen)\b).*"
                      r"\bhoeveel (?:uur|uren|tijd)\b.*\b(?:hoort?|horen|moet\w*|kost|normaal|gemiddeld\w*|besteed\w*|besteden|kwijt|staat er voor)\b",
                      re.IGNORECASE | re.DOTALL)
SHORT = 6  # words of a message that starts the flow and itself says hours


def read_ready(text: str) -> bool | Refused:
    """Whether the user has no more to say; what says neither that nor hours asks for hours."""
    return True if READY.fullmatch(text) else Refused("utter_tijdsbesteding_none", {})


def read_nothing(text: str) -> Refused:
    """Before there are hours: hours are read by the flow itself, so what comes here holds none."""
    return Refused("utter_tijdsbesteding_none", {})


class ValidateTijdsbestedingInvullenForm(Flow, Action):
    """Fills the sheet of hours until the user says that it is ready. The sheet stays after stopping, and when it is ready."""

    form = "tijdsbesteding_invullen"
    status = "tijdsbesteding_status"
    steps = (Step(SHEET, read_nothing), Step(FINISHED, read_ready))

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        turn, requested = read_turn(tracker), tracker.get_slot("requested_slot")
        step = next((s for s in self.steps if s.slot == requested), None)
        if step:
            return self.take(dispatcher, tracker, turn, step)
        if not turn.pressed and asks_instead(turn, read_scene(tracker)):
            return [*answer(dispatcher, tracker), SlotSet(self.status, ANSWERED), SlotSet("requested_slot", None)]
        sheet = sheet_from(tracker.get_slot(SHEET))
        sheet = self.written(dispatcher, sheet, opening(turn, sheet))
        return self.go_on(dispatcher, {}, {SHEET: sheet.as_slot(), FINISHED: None, self.status: None})

    def from_trigger(self, turn: Turn) -> dict[str, Any]:
        return {}

    def take(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step) -> list[dict]:
        have = self.kept(tracker)
        sheet = sheet_from(have[SHEET])
        danger = turn.intent in ("dreiging", "wanhoop") and turn.confidence >= SURE_OF_ACT and not is_hardly_danger(turn)
        text = turn.entities.get("value", "") if turn.intent == "geef_waarde" and turn.pressed else turn.text
        reading = Reading() if danger or text.startswith("/") else read_message(text, sheet.last)
        if reading.entries:
            return self.go_on(dispatcher, have, {SHEET: self.written(dispatcher, sheet, reading).as_slot()})
        if not danger and self.is_act(turn, tracker, step, "terug"):
            return self.go_on(dispatcher, have, {SHEET: sheet.undone().as_slot()})
        if reading.problems and not turn.text.rstrip().endswith("?"):
            return self.go_on(dispatcher, have, {SHEET: self.written(dispatcher, sheet, reading).as_slot()})
        if begins_another(turn, self.form):
            return []
        return super().take(dispatcher, tracker, turn, step)

    def written(self, dispatcher: CollectingDispatcher, sheet: Sheet, reading: Reading) -> Sheet:
        """The sheet with what was read; says what could not be read or does not fit."""
        kept, problems = merged(sheet.kept, reading.entries)
        for problem in dict.fromkeys([*reading.problems, *problems]):
            say_problem(dispatcher, problem, self.told("form"))
        return sheet.changed(kept, reading.last or sheet.last)

    def ask(self, dispatcher: CollectingDispatcher, step: Step, known: dict[str, Any]) -> None:
        sheet = sheet_from(known.get(SHEET))
        empty = [row.short for row in rows_of(sheet.kept) if row.now is None and row.wish is None]
        if not sheet.kept:
            dispatcher.utter_message(response="utter_request_tijdsbesteding_uren", answer=self.told("form"),
                                     names=", ".join(activity.short for activity in activities()))
            return
        response = "utter_request_tijdsbesteding_klaar" + ("" if empty else "_full")
        dispatcher.utter_message(
            response=response, answer=self.told("form"), lines="\n".join(table_lines(sheet.kept)), empty=", ".join(empty),
            filled=len(activities()) - len(empty), of=len(activities()), totals=totals_line(sheet))

    def stop(self, have: dict[str, Any]) -> list[dict]:
        """End the flow; the sheet stays for the next time."""
        return [SlotSet(FINISHED, None), SlotSet(self.status, CANCELLED), SlotSet("requested_slot", None)]

    def go_on(self, dispatcher: CollectingDispatcher, have: dict[str, Any], news: dict[str, Any]) -> list[dict]:
        known = have | news
        if known.get(SHEET) and not sheet_from(known[SHEET]).kept:  # everything was undone: only how it was before is left
            self.ask(dispatcher, self.steps[0], known)
            return [*(SlotSet(slot, value) for slot, value in news.items()), SlotSet("requested_slot", SHEET)]
        return super().go_on(dispatcher, have, news)


def asks_instead(turn: Turn, scene: Scene) -> bool:
    """Whether a message that would start the flow asks something: how many hours a councillor needs, or, going on about another
    subject, of that one ("en iemand inhuren voor 8 uur in de week", after the money for a fractie)."""
    elsewhere = scene.last is not None and scene.last.topic != "tijdsbesteding" and is_opened(turn.text)
    return bool(HOW_MANY.search(turn.text)) or elsewhere


def opening(turn: Turn, sheet: Sheet) -> Reading:
    """The hours in the message that starts the flow: only where it plainly lists them, since "20 uur per week voor de raad" may
    just tell."""
    if turn.pressed:
        return Reading()
    reading = read_message(turn.text, sheet.last)
    plain = len(reading.entries) > 1 or ":" in turn.text or len(turn.text.split()) <= SHORT
    return Reading(reading.entries, (), reading.last) if reading.entries and plain else Reading()


def totals_line(sheet: Sheet) -> str:
    """The totals of the columns that were filled in: "nu 12,5 uur, wens 10 uur"."""
    return ", ".join(f"{column} {spell_hours(minutes)} uur" for column, minutes in totals(sheet.kept).items()
                     if column != "difference")


def say_problem(dispatcher: CollectingDispatcher, problem: Problem, answer: dict[str, Any]) -> None:
    """Say what could not be read, or what does not fit, and what to type instead."""
    buttons = []
    if problem.kind == "unknown" and problem.text and problem.minutes:
        other = activities()[-1].short
        buttons = [{"title": f"{spell_hours(problem.minutes)} uur bij {other}",
                    "payload": payload("geef_waarde", value=f"{other} {spell_hours(problem.minutes)} uur erbij")}]
    kind = "bare" if problem.kind == "unknown" and not problem.text else problem.kind
    dispatcher.utter_message(response=f"utter_tijdsbesteding_{kind}", answer=answer, found=problem.text,
                             hours=spell_hours(problem.minutes), buttons=buttons)


