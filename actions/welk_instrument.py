"""The flow that chooses an instrument: reads what a story tells, asks only what matters, ends in one or two instruments."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import find
from actions.clarify import say_no_answer
from actions.draft_parts_rules import DRAFTS
from actions.flow import CANCELLED, DONE, PAUSED, Flow, Refused, Step
from actions.scene import read_scene
from actions.show import show
from actions.turn import Turn
from actions.welk_instrument_rules import heard, next_fact, read_answer
from actions.welk_instrument_say import SLOTS, drafts_in, known_facts, say_outcome
from actions.wording import sourceless
from knowledge.cues import asks

ANY, SURE = "concept_maken", 0.6  # the wish for a text without its name, and how sure a wish must be
GOES_ON, SURE_OF_IT, LONGEST = "vervolg", 0.8, 12  # a question about the conversation, how sure it must be, and its words
HOW = re.compile(r"\bhoe (?:gaat|werkt|doe|vraag|dien|moet|kan) (?:dat|je|ik|zoiets|zo'?n)\b", re.IGNORECASE)


def reader(fact: str, response: str):
    """What reads the answer to the question about one fact; Refused asks again."""
    return lambda text: read_answer(fact, text) or Refused(response, {})


def puts_question(turn: Turn) -> bool:
    """Whether a turn asks the bot something and tells no fact: "hoeveel dagen hebben ze om te antwoorden"."""
    brief = not turn.pressed and len(turn.text.split()) <= LONGEST
    return brief and (bool(HOW.search(turn.text)) or (turn.intent == GOES_ON and turn.confidence >= SURE_OF_IT and asks(turn.text)))


class ValidateWelkInstrumentForm(Flow, Action):
    """Fills goal, agenda and haste, as far as the decision table needs them."""

    form = "welk_instrument"
    status = "welk_status"
    steps = (Step("welk_doel", reader("goal", "utter_welk_doel_onbekend")),
             Step("welk_agenda", reader("agenda", "utter_welk_agenda_onbekend")),
             Step("welk_haast", reader("urgent", "utter_welk_haast_onbekend")))

    def take(self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, step: Step) -> list[dict]:
        """As every flow; who wants a text ("doe maar een motie") has chosen, and leaves it for the draft."""
        if puts_question(turn):
            found = find(turn, read_scene(tracker))
            if found.passage:
                told = show(dispatcher, found, turn)
            else:
                told = []
                say_no_answer(dispatcher, "no_answer", turn.text, found.nearest)
            return [*told, *self.go_on(dispatcher, self.kept(tracker), {step.slot: None})]
        wants_text = turn.intent in (ANY, *(draft.intent for draft in DRAFTS.values())) and turn.confidence >= SURE
        return [] if wants_text else super().take(dispatcher, tracker, turn, step)

    def from_trigger(self, turn: Turn) -> dict[str, Any]:
        told = {} if turn.pressed else heard(turn.text, None, known_facts({}))
        return {SLOTS[name]: value for name, value in told.items()}

    def correction(self, turn: Turn, tracker: Tracker) -> dict[str, Any]:
        requested = tracker.get_slot("requested_slot")
        if turn.pressed:
            return {}
        asked = next(name for name, slot in SLOTS.items() if slot == requested)
        told = heard(turn.text, asked, known_facts({slot: tracker.get_slot(slot) for slot in SLOTS.values()}))
        return {SLOTS[name]: value for name, value in told.items()}

    def back(self, step: Step, all_of_it: bool) -> dict[str, Any]:
        return {s.slot: None for s in self.steps} if all_of_it else super().back(step, False)

    def go_on(self, dispatcher: CollectingDispatcher, have: dict[str, Any], news: dict[str, Any]) -> list[dict]:
        """Keep what is new and ask for the first fact that matters; what makes no difference is never asked."""
        events = [SlotSet(slot, value) for slot, value in news.items()]
        known = have | news
        missing = next_fact(known_facts(known))
        if missing is None:
            return [*events, SlotSet(self.status, DONE), SlotSet("requested_slot", None)]
        self.ask(dispatcher, next(s for s in self.steps if s.slot == SLOTS[missing]), known)
        return [*events, SlotSet("requested_slot", SLOTS[missing])]


class ActionWelkInstrument(Action):
    """Say which instrument fits and why, with the button that starts its draft."""

    def name(self) -> str:
        return "action_welk_instrument"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        if tracker.get_slot("welk_status") == PAUSED:
            return []
        facts = known_facts({slot: tracker.get_slot(slot) for slot in SLOTS.values()})
        if tracker.get_slot("welk_status") == CANCELLED or next_fact(facts):
            dispatcher.utter_message(response="utter_cancelled", answer=sourceless("form", "welk_instrument"))
            return [SlotSet("welk_status", None), SlotSet("welk_teksten", None)]
        return [*say_outcome(dispatcher, facts, drafts_in(domain)), SlotSet("welk_status", None)]
