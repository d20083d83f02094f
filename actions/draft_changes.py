"""What a message changes in the parts of a draft that were given already."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import SlotSet

from actions.draft_changes_rules import SHORT, Change, change_in, change_midway, said_again
from actions.draft_edits_rules import edit_in
from actions.draft_lines_rules import replaced, without
from actions.draft_parts_rules import Instrument
from actions.draft_reading import AGREED, read_part
from actions.draft_replaces_rules import replaces
from actions.flow import Flow, Refused, Step
from actions.turn import Turn

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher


class ChangesDraft(Flow):
    """Puts right what was filled in: a part, one of its points, or words within it."""

    instrument: Instrument

    def name_of(self, slot: str) -> str:
        """The name of the part, or AGREED, that a slot of this draft holds."""
        return slot.removeprefix(f"{self.form}_")

    def correction(self, turn: Turn, tracker: Tracker) -> dict[str, Any]:
        requested = tracker.get_slot("requested_slot")
        at_summary = requested == self.instrument.slot(AGREED)
        if turn.pressed:
            part = turn.entities.get("part", "") if turn.intent == "corrigeer" else ""
            agreed = {requested: True} if at_summary and turn.intent == "ja" else {}
            return {self.instrument.slot(part): None} if self.instrument.part(part) else agreed
        change = change_midway(turn.text, self.instrument)
        if change and not at_summary:
            return self.changed(change, tracker, midway=True)
        replaced = {} if change else self.replaced(turn.text, tracker)
        if at_summary:
            return replaced or self.changed(change_in(turn.text, self.instrument), tracker)
        return replaced or self.put_right(turn.text, tracker)

    def put_right(self, text: str, tracker: Tracker) -> dict[str, Any]:
        """The part that was given last with its new text, where a message puts that right: "nee sorry, artikel 2:12"."""
        before = takewhile(lambda slot: slot != tracker.get_slot("requested_slot"), (step.slot for step in self.steps))
        given, value = [slot for slot in before if tracker.get_slot(slot)], said_again(text)
        part = self.instrument.part(self.name_of(given[-1])) if given and value else None
        long = given and len(tracker.get_slot(given[-1]).split()) > SHORT  # a word of it was meant, and not the whole
        read = read_part(value, part) if part and value and not long else None
        return {} if read is None or isinstance(read, Refused) else {given[-1]: read}

    def replaced(self, text: str, tracker: Tracker, plainly: bool = False) -> dict[str, Any]:
        """The part in which a message puts something else in the place of what stands there."""
        given = self.given(tracker)
        names = list(reversed(given))
        found = replaces(text, [given[name] for name in names], plainly)
        return {self.instrument.slot(names[found[0]]): found[1]} if found else {}

    def change_asked(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step,
                     have: dict[str, Any]) -> list[dict]:
        """A wish to change what stands in the draft: done, or asked in which words it must be typed."""
        change = change_in(turn.text, self.instrument)
        news = self.changed(change, tracker, midway=True) if change and change.text else {}
        news = news or self.replaced(turn.text, tracker, plainly=True)
        edit = None if news else edit_in(turn.text, self.instrument, self.given(tracker))
        news = {self.instrument.slot(edit.part): edit.text} if edit else news
        if not news and step.slot != self.instrument.slot(AGREED):
            dispatcher.utter_message(response="utter_how_to_change", answer=self.told("form"))
        elif not news:
            dispatcher.utter_message(response="utter_what_to_change", answer=self.told("form"))
            return [SlotSet(step.slot, None), SlotSet("requested_slot", step.slot)]
        return self.go_on(dispatcher, have, news)

    def changed(self, change: Change | None, tracker: Tracker, midway: bool = False) -> dict[str, Any]:
        """The slot that a change sets (None: ask again); midway a change of what is not given yet is none."""
        if change is None:
            return {}
        slot = self.instrument.slot(change.part.name)
        kept, asked = tracker.get_slot(slot), tracker.get_slot("requested_slot")
        if midway and kept is None and slot != asked:
            return {}
        if change.gone:
            return {slot: without(kept or "", change.point)}
        value = None if change.text is None else read_part(change.text, change.part)
        if isinstance(value, Refused) or value is None:
            return {} if midway and value is not None else {slot: None}
        if change.added:
            return {slot: f"{kept or ''}\n{value}".strip("\n")}
        return {slot: replaced(kept or "", change.point, value) if change.point else value}

    def given(self, tracker: Tracker) -> dict[str, str]:
        """The parts that hold something, by name."""
        return {part.name: value for part in self.instrument.parts if (value := tracker.get_slot(self.instrument.slot(part.name)))}
