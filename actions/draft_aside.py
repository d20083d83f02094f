"""What is said to the bot in the middle of a draft: questions, wishes to change, to read back, to stop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from actions.answer import find, spend
from actions.clarify import say_no_answer
from actions.compare import say_source
from actions.draft_changes import ChangesDraft
from actions.draft_labels_rules import skips, starts_with_label
from actions.draft_lines_rules import points_of
from actions.draft_meant_rules import (
    AGREED_TO,
    ASKED,
    CHANGED,
    NAMED,
    OPEN_LEFT,
    READ_BACK,
    REMARKED,
    STOPPED,
    SURE_AMONG_QUESTIONS,
    SURE_OF_ANSWER,
    SURE_UNANSWERED,
    believed,
    only_goes_on,
)
from actions.draft_parts_rules import Kind
from actions.draft_reading import OPEN, read_agreement
from actions.draft_text_rules import in_short, values_of
from actions.flow import HANDLED, LONGEST_TALK, SURE_OF_TALK, Refused, Step
from actions.mag_dit_say import asked_spending
from actions.remark import say_remark
from actions.safety import PLAIN_SIGN
from actions.scene import Scene, read_scene
from actions.sentences import sentence
from actions.show import Found, show
from actions.sources import passage_of, sources
from actions.turn import SPOKEN, Turn
from actions.vergoeding_rules import find_municipality
from actions.vergoeding_say import tell_places
from actions.wording import sourceless
from actions.zetels_rules import asks_seats
from actions.zetels_say import say_seats
from knowledge.drafting import CONTENT

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

ALLOWANCE = re.compile(r"\b(?:vergoeding|verdien\w*|per maand|salaris)\b", re.IGNORECASE)
SURE_OF_PASSAGE = 0.6  # a passage that proves a question to be one
LEAST_CONTENT = 0.6  # how probable it must be that a late question is one of the draft
BARE_QUESTION = re.compile(r"^\W*(?:en )?(?:welke?|waarom|hoezo|hoe dan|wie dan|wat dan|waar|wanneer)\W*$", re.IGNORECASE)
LITTLE_CONTENT = 0.15  # how likely content must at most be of a remark: "het bad gaat maandag dicht" is content
SURE_OF_REMARK = 0.6  # of what this look too holds for a remark: 39 of 100 unseen remarks, 3 of 100 texts of drafts that look like one
BRIEF = 6  # words of a question for the source
LEAST_DANGER = 0.25  # below it what was taken for danger is content: 3 of 360 unseen sentences of danger, 790 of 835 turns of drafts
NO_REPLY = (*HANDLED, "opmerking")  # acts of no reply here: a flow handles them itself, or they may be content


class DraftAside(ChangesDraft):
    """Hears what is said to the bot at a step where any text may be the value."""

    def is_harmless(self, turn: Turn, step: Step) -> bool:
        """Any text may be content here; the classifier that learnt from drafts tells what sounds like danger from what is."""
        if not step.open_text or turn.confidence >= PLAIN_SIGN:
            return False
        return sources().meant_in_draft(turn.text, self.name_of(step.slot)).danger < LEAST_DANGER

    def said_to_bot(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step) -> list[dict] | None:
        """What was said to the bot and is no content: a question, a wish to change something, to read it back, to stop."""
        name, have = self.name_of(step.slot), self.kept(tracker)
        part = self.instrument.part(name)
        plain_value = skips(turn.text) if step.open_text else not isinstance(step.read(turn.text), Refused)
        whole = part and (starts_with_label(turn.text, self.instrument) or (part.many and "\n" in turn.text))
        if turn.pressed or plain_value or whole:
            return None
        if part and only_goes_on(turn.text):
            return self.go_on(dispatcher, have, {step.slot: None})
        formal = part and (part.name in NAMED or part.kind == Kind.MOMENT)
        if formal and read_agreement(turn.text) is True and len(turn.text.split()) <= BRIEF:
            # "ja klopt zo", where names or a date are asked: who is done gets the whole to look at
            return self.go_on(dispatcher, have, {one.slot: OPEN for one in self.steps[:-1] if have[one.slot] is None})
        if part and not step.takes_questions and BARE_QUESTION.search(turn.text):
            return self.asked(dispatcher, tracker, turn, step, have, 1.0)  # "welke", after an answer in between
        meant = sources().meant_in_draft(turn.text, name)
        kind = believed(meant, turn.text, name)
        if kind == READ_BACK:
            if part:
                self.say_so_far(dispatcher, have)
            return self.go_on(dispatcher, have, {step.slot: None})
        if formal and turn.text.rstrip().endswith("?"):
            return self.late_question(dispatcher, tracker, turn, step, have)
        if meant.kind == REMARKED and meant.content < LITTLE_CONTENT and read_agreement(turn.text) is not True and sources().tone(turn.text).nothing >= SURE_OF_REMARK:
            return [*say_remark(dispatcher, turn), *self.go_on(dispatcher, have, {step.slot: None})]
        if kind == STOPPED and part:
            return self.pause()
        if kind == OPEN_LEFT and part:
            return self.go_on(dispatcher, have, {step.slot: OPEN})
        if kind == AGREED_TO and not part:
            return self.go_on(dispatcher, have, {step.slot: True})
        if kind == CHANGED:
            return self.change_asked(dispatcher, tracker, turn, step, have)
        # Where questions are content, the sources may prove one to be put to the bot.
        doubtful = step.takes_questions and meant.kind == ASKED and meant.sure >= SURE_OF_ANSWER
        return self.asked(dispatcher, tracker, turn, step, have, meant.sure) if kind == ASKED or doubtful else None

    def late_question(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step,
                      have: dict[str, Any]) -> list[dict] | None:
        """A question where a name or a date is asked: one more for the draft that asks questions, or one to the bot."""
        part = next((part for part in self.instrument.parts if part.kind == Kind.QUESTIONS), None)
        if part and have[self.instrument.slot(part.name)] is not None and not asked_spending(turn, tracker):
            meant = sources().meant_in_draft(turn.text, part.name)
            if believed(meant, turn.text, part.name) == CONTENT and meant.content >= LEAST_CONTENT:
                slot = self.instrument.slot(part.name)
                added = "\n".join(points_of(turn.text, part))
                return self.go_on(dispatcher, have, {slot: f"{have[slot]}\n{added}".strip("\n")})
        return self.asked(dispatcher, tracker, turn, step, have, 1.0)

    def asked(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step, have: dict[str, Any],
              sure: float) -> list[dict] | None:
        """The answer to a question in between, and the step again; None when the sources have none and it may be content.

        sure: how probable it is that it is a question.
        """
        events = self.reply(dispatcher, tracker, turn, sure, SURE_AMONG_QUESTIONS if step.takes_questions else 0.0)
        return None if events is None else [*events, *self.go_on(dispatcher, have, {step.slot: None})]

    def reply(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, sure: float, least: float) -> list[dict] | None:
        """The reply to a question in between; None when it may be content. least: how sure that it asks, for a passage to do."""
        act = turn.intent if turn.intent in SPOKEN and turn.intent not in NO_REPLY else None
        if act and turn.confidence >= SURE_OF_TALK and not turn.named and len(turn.text.split()) <= LONGEST_TALK:
            dispatcher.utter_message(response=f"utter_{act}", answer=sourceless(SPOKEN[act]))
            return []
        if ALLOWANCE.search(turn.text) and find_municipality(turn.text):
            tell_places(dispatcher, turn.text)
            return []
        if asks_seats(turn.text):
            return say_seats(dispatcher, turn, tracker)
        if spending := asked_spending(turn, tracker):
            return spend(dispatcher, spending, turn.text)
        scene = read_scene(tracker)
        if turn.intent == "bron_vragen" and scene.last and len(turn.text.split()) <= BRIEF:
            return say_source(dispatcher, scene)
        found = find(turn, Scene(last=passage_of(self.about, "hoe")))
        found = found if found.passage else find(turn, Scene())  # "kan een ambtenaar me hierbij helpen"
        if found.passage and (sure >= least or found.confidence >= SURE_OF_PASSAGE):
            return show(dispatcher, found, turn)
        if sure < max(SURE_UNANSWERED, least):
            return None
        if found.guess:
            return show(dispatcher, Found(found.guess, nearest=found.nearest), turn)
        say_no_answer(dispatcher, "no_answer", turn.text, found.nearest)
        return []

    def say_so_far(self, dispatcher: CollectingDispatcher, have: dict[str, Any]) -> None:
        """Utter what was given so far."""
        values = values_of(self.instrument, have, sentence("utter_part_open"))
        lines = [f"- {part.labels[0].capitalize()}: {in_short(values[part.name])}" for part in self.instrument.parts
                 if have.get(self.instrument.slot(part.name)) is not None]
        dispatcher.utter_message(response="utter_draft_so_far" if lines else "utter_draft_empty", answer=self.told("form"),
                                 lines="\n".join(lines))
