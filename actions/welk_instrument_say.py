"""Saying which instrument fits: the outcome of the table, and for each instrument the passage that says why."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import words
from actions.sources import passages_of
from actions.turn import Turn
from actions.welk_instrument_facts_rules import Facts
from actions.welk_instrument_rules import ASKING, decide, heard, next_fact
from actions.wording import excerpt, payload, source_values, told
from knowledge import Passage

SLOTS = {"goal": "welk_doel", "agenda": "welk_agenda", "urgent": "welk_haast"}
# The intent that starts the draft of an instrument; a button shows only where the domain has it.
DRAFTS = {"interpellatie": "interpellatie_indienen", "motie": "motie_indienen", "amendement": "amendement_indienen",
          "vragen": "vragen_indienen", "initiatiefrecht": "initiatief_indienen"}
SUPPOSES = re.compile(r"^\W*(?:(?:en|maar|of|ok[eé]?|nou)\W+)*(?:wat )?(?:als|stel)\b", re.IGNORECASE)
REASON = 400  # characters of a passage that says why
CORRECTION = 20  # words of a turn that puts a fact right after the outcome


def known_facts(slots: dict[str, Any]) -> Facts:
    """The facts as the slots hold them."""
    return Facts(**{name: slots.get(slot) for name, slot in SLOTS.items()})


def drafts_in(domain: dict[str, Any]) -> list[str]:
    """Intents of the domain that start a draft; the domain lists an intent as its name, or as {name: settings}."""
    names = {name if isinstance(name, str) else next(iter(name)) for name in domain.get("intents", [])}
    return [intent for intent in DRAFTS.values() if intent in names]


def say_outcome(dispatcher: CollectingDispatcher, facts: Facts, drafts: list[str]) -> list[dict]:
    """Utter the outcome for facts that the table can decide on; the events remember it for what is put right later."""
    row = decide(facts)
    passages = passages_of(row.instruments)
    both = told(passages[0]) | {"sources": [source for passage in passages for source in told(passage)["sources"]]}
    dispatcher.utter_message(response=f"utter_welk_{row.name}", answer=both)
    for passage in passages:
        say_reason(dispatcher, passage, row.goal, drafts)
    about = next((p for p in passages if p.topic in DRAFTS), passages[0])  # "hoe dien ik dat in": what can be filed
    return [*(SlotSet(slot, getattr(facts, name)) for name, slot in SLOTS.items()), SlotSet("welk_teksten", drafts),
            SlotSet("topic", about.topic), SlotSet("passage", about.id), SlotSet("shown", [passage.id for passage in passages])]


def say_reason(dispatcher: CollectingDispatcher, passage: Passage, goal: str, drafts: list[str]) -> None:
    """Utter what the source says of one instrument, with a button for its draft where there is one."""
    draft = DRAFTS.get(passage.topic)
    body, _ = excerpt(passage.text, goal, REASON)
    response = "utter_welk_reden" + ("_overtaken" if passage.overtaken else "") + ("_draft" if draft in drafts else "")
    dispatcher.utter_message(response=response, title=passage.title, body=body, answer=told(passage), start=payload(draft or ""),
                             how=payload(passage.topic, facet="hoe"), **source_values(passage))


def reconsidered(turn: Turn, tracker: Tracker) -> Facts | None:
    """The facts after an outcome was said and a short turn puts one right ("het staat wel op de agenda"), or None."""
    if turn.pressed or not tracker.get_slot("welk_doel") or tracker.get_slot("welk_teksten") is None:
        return None
    known = known_facts({slot: tracker.get_slot(slot) for slot in SLOTS.values()})
    if next_fact(known) or tracker.get_slot("topic") not in {i.split("/")[0] for i in decide(known).instruments}:
        return None  # the conversation has gone on to something else
    supposes = SUPPOSES.search(turn.text)  # "en als ik alleen een paar feiten wil weten?"
    asks = not supposes and ("?" in turn.text or ASKING.search(turn.text) or turn.named)
    new = {} if asks or len(words(turn.text)) > CORRECTION else heard(turn.text, None, known)
    facts = Facts(**{name: new.get(name) or getattr(known, name) for name in SLOTS})
    return facts if next_fact(facts) is None and decide(facts) != decide(known) else None


def reconsider(dispatcher: CollectingDispatcher, tracker: Tracker, facts: Facts) -> list[dict]:
    """Utter the outcome again for facts that were put right."""
    return say_outcome(dispatcher, facts, tracker.get_slot("welk_teksten") or [])
