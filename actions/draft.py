"""The questions that every draft shares: one part at a time or a pasted whole, corrections, and what is still missing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from actions.clarify import quoted
from actions.draft_aside import DraftAside
from actions.draft_labels_rules import WHOLE, introduced, join, labelled, left_open, starts_with_label, subject_in
from actions.draft_meant_rules import NAMED, without_filler
from actions.draft_moment_rules import meeting_in
from actions.draft_parts_rules import Kind
from actions.draft_reading import AGREED, OPEN, read_part, rest_open, steps_of
from actions.draft_text_rules import in_short, remarks, values_of
from actions.flow import Refused, Step
from actions.scene import read_scene
from actions.sentences import sentence
from actions.told import keep, told_before, told_lately
from actions.turn import Turn, read_turn

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

FACTS = ("constaterende", "aanleiding", "toelichting")  # the part that what was told belongs in, the first that a draft has
TOLD = "verteld"  # the `value` of the button that takes it over
USES = re.compile(r"\W*(?:(?:ja|ok[eé]?|graag|prima|goed|doe maar|is goed|dat klopt|klopt)\W*)+$"
                  r"|\W*(?:(?:ja|ok[eé]?)\W+)?(?:gebruik|neem|pak|zet) (?:dat|het|die|m)(?: (?:maar|dan|gewoon|er|hier|in|over|neer))*\W*$"
                  r"|\W*(?:(?:ja|ok[eé]?)\W+)?(?:dat|wat ik (?:net )?(?:zei|vertelde|schreef|typte))\W*$", re.IGNORECASE)


class Draft(DraftAside):
    """Fills the parts of an instrument's draft and the user's agreement with the summary."""

    def __init__(self) -> None:
        self.form, self.status, self.about = self.instrument.form, self.instrument.slot("status"), self.instrument.topic
        self.steps = steps_of(self.instrument)

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        events = super().run(dispatcher, tracker, domain)
        asked = next((event["value"] for event in reversed(events) if event.get("name") == "requested_slot"), None)
        turn, scene = read_turn(tracker), read_scene(tracker)
        told = told_lately(tracker, scene)
        if tracker.get_slot("requested_slot") is None and not turn.pressed and (own := told_before(turn.text, self.instrument)):
            told = own
            events = [*events, keep(own, scene)]
        if told and asked == self.facts and asked != tracker.get_slot("requested_slot"):
            dispatcher.utter_message(response="utter_draft_told", told=quoted(told), answer=self.told("form"))
        return events

    @property
    def facts(self) -> str:
        """The slot of the part that holds how things are."""
        return next(self.instrument.slot(part.name) for name in FACTS for part in self.instrument.parts if part.name == name)

    def from_trigger(self, turn: Turn) -> dict[str, Any]:
        if turn.pressed:
            return {}
        parts, first = labelled(turn.text, self.instrument), self.instrument.parts[0].name
        if first in parts and self.instrument.word.search(parts.get("", "")):
            del parts[""]  # "maak schriftelijke vragen. Onderwerp: de brug"
        if parts:
            return self.read_parts(self.placed(parts, first))
        named, moment = meeting_in(subject_in(turn.text, self.instrument) or "")
        return self.read_parts({self.instrument.parts[0].name: named, "datum": moment})

    def several(self, turn: Turn, step: Step) -> dict[str, Any]:
        asked = self.name_of(step.slot)
        part = self.instrument.part(asked)
        if part and part.kind == Kind.VERBATIM and not starts_with_label(turn.text, self.instrument):
            return {}
        parts = labelled(turn.text, self.instrument)
        names = next(part for part in self.instrument.parts if part.name in NAMED)
        if part and part.kind == Kind.MOMENT and not parts and (late := introduced(turn.text, names)) != turn.text:
            parts = {names.name: late}  # "indiener is Chantal Meijer", where the date is asked
        if asked in NAMED and not parts:
            name, moment = meeting_in(turn.text)
            parts = {asked: name, "datum": moment} if moment else {}
        if asked == AGREED and len(parts) < 2:
            return {}
        return self.read_parts(self.placed(parts, asked))

    def take(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step) -> list[dict]:
        """As every flow; "de rest laat ik open" leaves every part open that is not given yet."""
        agreed = self.instrument.slot(AGREED)
        told = told_lately(tracker, read_scene(tracker)) if step.slot == self.facts else ""
        if told and (turn.entities.get("value") == TOLD if turn.pressed else USES.match(turn.text)):
            return self.go_on(dispatcher, self.kept(tracker), self.read_parts({self.name_of(step.slot): told}))
        if turn.pressed and turn.entities.get("value") == TOLD:  # pressed later, or at another step
            return self.go_on(dispatcher, self.kept(tracker), {step.slot: None})
        turn = turn if turn.pressed else replace(turn, text=without_filler(turn.text))
        named = () if turn.pressed else left_open(turn.text, self.instrument)
        have = self.kept(tracker)
        if named:
            slots = [self.instrument.slot(part.name) for part in named]
            return self.go_on(dispatcher, have, {slot: OPEN for slot in slots if have[slot] is None})
        before = None if turn.pressed or step.slot == agreed else rest_open(turn.text)
        if before is None or (before and turn.intent in ("dreiging", "wanhoop")):  # danger goes first
            return super().take(dispatcher, tracker, turn, step)
        left = {slot: OPEN for slot, value in have.items() if value is None and slot != agreed}
        given = self.read_parts({self.name_of(step.slot): before}) if before else {}
        return self.go_on(dispatcher, have, left | given)

    def placed(self, parts: dict[str, str], asked: str) -> dict[str, str]:
        """Labelled parts, with what stands before the first label as the part that was asked; before a pasted whole it is
        what the draft is about."""
        first = self.instrument.parts[0].name
        target = first if len(parts) > WHOLE and first not in parts else asked
        part = self.instrument.part(target)
        if "" not in parts or part is None:
            return {name: value for name, value in parts.items() if name}
        placed = {part.name: parts[""]}
        join(placed, part, parts.get(part.name, ""))
        return {name: value for name, value in parts.items() if name} | placed

    def read_parts(self, parts: dict[str, str]) -> dict[str, Any]:
        """The values of parts by slot, as far as they can be used."""
        read = {self.instrument.slot(name): read_part(text, part) for name, text in parts.items()
                if (part := self.instrument.part(name))}
        return {slot: value for slot, value in read.items() if not isinstance(value, Refused)}

    def go_on(self, dispatcher: CollectingDispatcher, have: dict[str, Any], news: dict[str, Any]) -> list[dict]:
        """As every flow; a part that was changed is said back where the next question does not show it."""
        missing = next((s.slot for s in self.steps if (have | news).get(s.slot) is None), None)
        agreed = self.instrument.slot(AGREED)
        changed = [value for slot, value in news.items() if value and have.get(slot) is not None and slot != agreed]
        if changed and missing not in (None, agreed):
            dispatcher.utter_message(response="utter_draft_changed", what="\n".join(in_short(value) for value in changed),
                                     answer=self.told("form"))
        return super().go_on(dispatcher, have, news)

    def shown(self, known: dict[str, Any]) -> dict[str, Any]:
        values = {name: in_short(value) for name, value in values_of(self.instrument, known, sentence("utter_part_open")).items()}
        lines = "\n".join(f"- {sentence(f'utter_{remark}')}" for remark in remarks(self.instrument, known))
        return values | {"check": f"\n\n{sentence('utter_incomplete')}\n{lines}" if lines else ""}
