"""The flow that chooses an instrument: reads what a story tells, asks only what matters, ends in one or two instruments."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import answer, find, stays_with
from actions.clarify import say_no_answer
from actions.draft_parts_rules import DRAFTS
from actions.flow import ANSWERED, CANCELLED, DONE, PAUSED, Flow, Refused, Step
from actions.safety import AFTER
from actions.scene import read_scene
from actions.show import Found, show
from actions.sources import sources
from actions.told import asks_somewhere
from actions.turn import INSTRUMENTS, Turn, read_turn
from actions.welk_instrument_rules import heard, next_fact, read_answer
from actions.welk_instrument_say import SLOTS, drafts_in, known_facts, say_outcome
from actions.wording import sourceless
from knowledge import Passage
from knowledge.cues import asks

ANY, SURE = "concept_maken", 0.6  # the wish for a text without its name, and how sure a wish must be
SURE_OF_IT, LONGEST = 0.8, 12  # how sure a question about the conversation must be, and its words
SURE_OF_CHOICE, SURE_OF_PASSAGE = 0.9, 0.9  # how sure the choice of an instrument must be, and how sure the search of a passage
SURE_OF_STORY, SURE_OF_OTHER = 0.8, 0.8  # below the first a remark may be none; how sure the search must be of another subject
CHOSEN = INSTRUMENTS | {"controleren", "kaderstellen", "rekenkamer", "griffie"}  # subjects of those who do not know what to use
# Who asks what to use, whatever else stands in it.
CHOOSES = re.compile(r"\bwelke? (?:instrument\w*|middel\w*|mogelijkhed\w+|knop\w*|weg)\b|\bwat (?:kan|kunnen|moet|past|gebruik|pak|doe|dien|zet|is) (?:ik|we|wij|dan|er|daar|handig"
                     r"|slim|de (?:beste )?weg)\b|\bhoe (?:pak|krijg|hou|doe|zorg|breng|stuur|draai) (?:ik|we|wij)\b(?!.*\bgevoel\b)|\bkiezen\b|\bkeuzehulp\b", re.IGNORECASE)
WHICH_ONE = re.compile(r"\bwelke? (?:instrument|middel)|\bkeuzehulp\b|\bkiezen\b", re.IGNORECASE)  # who asks to choose gets the choice
LIKELY, SURE_OF_ONE = 0.2, 0.6  # how probable one passage must be to be what is spoken of, and to be the answer at once
EXISTS = re.compile(r"(?:^\W*|[,.] )(?:is|zijn|bestaat|bestaan) er\b", re.IGNORECASE)  # "is er ergens een advies over intimidatie"
ABOUT_IT = re.compile(r"\bwat (?:is|zijn|houdt|betekent)\b|\bhoe (?:werkt|gaat)\b|\binhoud\w*\b", re.IGNORECASE)
HOW = re.compile(r"\bhoe (?:gaat|werkt|doe|vraag|dien|moet|kan) (?:dat|je|ik|zoiets|zo'?n)\b", re.IGNORECASE)


def reader(fact: str, response: str):
    """What reads the answer to the question about one fact; Refused asks again."""
    return lambda text: read_answer(fact, text) or Refused(response, {})


def puts_question(turn: Turn) -> bool:
    """Whether a turn asks the bot something and tells no fact: "hoeveel dagen hebben ze om te antwoorden"."""
    brief = not turn.pressed and turn.intent not in AFTER and len(turn.text.split()) <= LONGEST  # danger goes first
    return brief and (bool(HOW.search(turn.text)) or (turn.intent == "vervolg" and turn.confidence >= SURE_OF_IT and asks(turn.text)))


def likeliest(turn: Turn) -> tuple[Passage, float]:
    """The passage that a story asks for to the reader, and how probable it is."""
    told = sources().read(turn.text).passages
    at = int(told.argmax())
    return sources().passages[at], float(np.exp(told[at]))


def goes_on(turn: Turn, last: Passage | None) -> bool:
    """Whether a brief turn of which the choice of an instrument is not sure asks on about the passage that was shown `last`."""
    if turn.pressed or last is None or turn.confidence >= SURE_OF_CHOICE or len(turn.text.split()) > LONGEST:
        return False
    return stays_with(turn.text, last, SURE_OF_PASSAGE)


def asks_instead(turn: Turn) -> bool:
    """Whether a turn that tells a story asks what one subject is, or about another than the instruments: "net geïnstalleerd, en
    volgende week is de begroting. wat is een motie precies"; or asks nothing at all."""
    if turn.pressed or CHOOSES.search(turn.text):
        return False
    if EXISTS.search(turn.text) or set(turn.named) - INSTRUMENTS or (turn.named and ABOUT_IT.search(turn.text)):
        return True
    if turn.confidence < SURE_OF_STORY and sources().tone(turn.text).nothing >= SURE_OF_PASSAGE:
        return True
    found = sources().search_national(turn.text, 1)
    return asks_somewhere(turn.text) and found.answered and found.hits[0].score >= SURE_OF_OTHER and found.hits[0].passage.topic not in CHOSEN


class ValidateWelkInstrumentForm(Flow, Action):
    """Fills goal, agenda and haste, as far as the decision table needs them."""

    form = "welk_instrument"
    status = "welk_status"
    steps = (Step("welk_doel", reader("goal", "utter_welk_doel_onbekend")),
             Step("welk_agenda", reader("agenda", "utter_welk_agenda_onbekend")),
             Step("welk_haast", reader("urgent", "utter_welk_haast_onbekend")))

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        """As every flow; who goes on about what was shown, and only sounds like choosing, gets the answer instead."""
        turn = read_turn(tracker)
        if tracker.get_slot("requested_slot") is not None or turn.pressed:
            return super().run(dispatcher, tracker, domain)
        if goes_on(turn, read_scene(tracker).last) or asks_instead(turn):
            return [*answer(dispatcher, tracker), SlotSet(self.status, ANSWERED), SlotSet("requested_slot", None)]
        passage, sure = likeliest(turn)
        if passage.topic not in CHOSEN or sure < LIKELY:
            return super().run(dispatcher, tracker, domain)
        if sure >= SURE_OF_ONE and not WHICH_ONE.search(turn.text):  # "wij willen tot op de bodem uitzoeken hoe dit is gegaan"
            return [*show(dispatcher, Found(passage), turn), SlotSet(self.status, ANSWERED), SlotSet("requested_slot", None)]
        # What is asked in between is asked of this one: "moet de rest dat goed vinden".
        return [*super().run(dispatcher, tracker, domain), SlotSet("topic", passage.topic), SlotSet("passage", passage.id)]

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
        if tracker.get_slot("welk_status") == ANSWERED:
            return [SlotSet("welk_status", None)]
        facts = known_facts({slot: tracker.get_slot(slot) for slot in SLOTS.values()})
        if tracker.get_slot("welk_status") == CANCELLED or next_fact(facts):
            dispatcher.utter_message(response="utter_cancelled", answer=sourceless("form", "welk_instrument"))
            return [SlotSet("welk_status", None), SlotSet("welk_teksten", None)]
        return [*say_outcome(dispatcher, facts, drafts_in(domain)), SlotSet("welk_status", None)]
