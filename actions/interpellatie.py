"""The flow that drafts a request for an interpellation: asks one thing at a time, shows it, hands out the text."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.flow import CANCELLED, PAUSED, Flow, Refused, Step
from actions.interpellatie_rules import (
    LONGEST,
    NAMED,
    join,
    labelled,
    meeting_in,
    names_a_moment,
    numbered,
    split_questions,
    subject_in,
)
from actions.sources import sources
from actions.turn import Turn
from actions.wording import law_source
from knowledge.facts import law_articles

PREFIX = "interpellatie_"
PARTS = ("onderwerp", "aanleiding", "vragen", "indiener", "datum")
CHANGE = re.compile(
    rf"\b(?P<part>{'|'.join(NAMED)})\b(?:\s+(?:moet|is|wordt|zijn|worden|wijzigen naar|veranderen in)(?:\s+zijn)?\b\s*:?"
    r"|\s*:)\s*(?P<value>.+)$", re.IGNORECASE | re.DOTALL)

ADDED = re.compile(r"\b(?:voeg|extra vraag|nog een vraag|vraag erbij|vraag toevoegen)\b(?:[^:]*:|.*?\btoe\b)"
                   r"\s*(?P<question>\w.+)$", re.IGNORECASE | re.DOTALL)
AGREES = re.compile(r"\s*(?:ja|jazeker|jep|yes|(?:dat )?klopt|akkoord|oke?|oké|prima|(?:(?:dat|het) )?is goed|goed|top|perfect"
                    r"|helemaal)\b", re.IGNORECASE)
WRONG = re.compile(r"(?:nog |helemaal |echt )?(?:niet|fout|verkeerd|onjuist|anders)\W*"
                   r"(?:goed|juist|correct|compleet|volledig)?\W*$", re.IGNORECASE)
DISAGREES = re.compile(r"\b(?:niet|niks|geen|nee|maar|wacht|behalve|fout|verkeerd|onjuist)\b", re.IGNORECASE)


def read_text(text: str) -> str | Refused:
    """Any text that says something."""
    text = text.strip()
    if len(re.sub(r"\W", "", text)) < 2:
        return Refused("utter_part_empty", {})
    return text if len(text) <= LONGEST else Refused("utter_part_long", {"found": len(text), "longest": LONGEST})


def read_questions(text: str) -> str | Refused:
    """One question or more, kept one a line; "ok" is none."""
    value = read_text(text)
    if not isinstance(value, Refused) and AGREES.fullmatch(value.rstrip(" .!")):
        return Refused("utter_part_empty", {})
    return value if isinstance(value, Refused) else "\n".join(split_questions(value))


def read_moment(text: str) -> str | Refused:
    """A moment, in the user's own words."""
    value = read_text(text)
    if isinstance(value, Refused) or names_a_moment(value):
        return value
    return Refused("utter_no_moment", {})


def read_agreement(text: str) -> bool | Refused:
    """Agreement with the summary; what is no clear yes asks again what to change."""
    if AGREES.match(text) and not DISAGREES.search(text):
        return True
    return Refused("utter_what_to_change", {})


class ValidateInterpellatieForm(Flow, Action):
    """Fills the five parts of the request and the member's agreement with the summary."""

    form = "interpellatie"
    status = "interpellatie_status"
    steps = (
        Step(f"{PREFIX}onderwerp", read_text, open_text=True),
        Step(f"{PREFIX}aanleiding", read_text, open_text=True),
        Step(f"{PREFIX}vragen", read_questions, open_text=True, takes_questions=True),
        Step(f"{PREFIX}indiener", read_text, open_text=True),
        Step(f"{PREFIX}datum", read_moment),
        Step(f"{PREFIX}akkoord", read_agreement),
    )

    def from_trigger(self, turn: Turn) -> dict[str, Any]:
        named, moment = meeting_in("" if turn.pressed else subject_in(turn.text) or "")
        subject = read_text(named)
        return {f"{PREFIX}onderwerp": None if isinstance(subject, Refused) else subject, f"{PREFIX}datum": moment or None}

    def several(self, turn: Turn, step: Step) -> dict[str, Any]:
        parts = labelled(turn.text)
        asked = step.slot.removeprefix(PREFIX)
        if asked == "indiener" and not parts:
            name, moment = meeting_in(turn.text)
            parts = {"indiener": name, "datum": moment} if moment else {}
        if "" in parts and asked in PARTS:
            before, named = parts.pop(""), parts.pop(asked, "")
            join(parts, asked, before)
            join(parts, asked, named)
        if asked == "akkoord" and len(parts) < 2:
            return {}
        readers = {s.slot: s.read for s in self.steps}
        read = {f"{PREFIX}{part}": readers[f"{PREFIX}{part}"](value) for part, value in parts.items() if part in PARTS}
        return {slot: value for slot, value in read.items() if not isinstance(value, Refused)}

    def correction(self, turn: Turn, tracker: Tracker) -> dict[str, Any]:
        requested = tracker.get_slot("requested_slot")
        if turn.pressed and turn.intent == "corrigeer":
            part = turn.entities.get("part", "")
            return {f"{PREFIX}{part}": None} if part in PARTS else {}
        if requested != f"{PREFIX}akkoord":
            return {}
        if turn.intent == "ja" and turn.pressed:
            return {f"{PREFIX}akkoord": True}
        added = ADDED.search(turn.text)
        if added:
            return {f"{PREFIX}vragen": f"{tracker.get_slot(f'{PREFIX}vragen') or ''}\n{added['question'].strip()}".strip()}
        changed = CHANGE.search(turn.text)
        if changed:
            part = NAMED[changed["part"].lower()]
            given = re.sub(r"\s+(?:zijn|worden)[.!]*$", "", changed["value"])
            value = next(s for s in self.steps if s.slot == f"{PREFIX}{part}").read(given)
            # "de vragen zijn niet goed" says that they are wrong, not what they must be.
            unusable = isinstance(value, Refused) or WRONG.match(given)
            return {f"{PREFIX}{part}": None if unusable else value}
        named = [NAMED[word] for word in re.findall(r"\w+", turn.text.lower()) if word in NAMED]
        return {f"{PREFIX}{named[0]}": None} if named else {}

    def shown(self, known: dict[str, Any]) -> dict[str, Any]:
        return draft_values(known)


class ActionInterpellatie(Action):
    """Hand out the text of the request, with its legal ground and what to check."""

    def name(self) -> str:
        return "action_interpellatie"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict]:
        known = {f"{PREFIX}{part}": tracker.get_slot(f"{PREFIX}{part}") for part in PARTS}
        told = {"kind": "form", "topic": "interpellatie", "facet": "hoe", "confidence": 1.0, "sources": []}
        ended = [SlotSet("interpellatie_status", None), SlotSet(f"{PREFIX}akkoord", None)]
        if tracker.get_slot("interpellatie_status") == PAUSED:
            dispatcher.utter_message(response="utter_interpellatie_paused", answer=told)
            return []
        if tracker.get_slot("interpellatie_status") == CANCELLED or None in known.values():
            dispatcher.utter_message(response="utter_cancelled", answer=told)
            return ended
        passage = sources().passage("interpellatie/hoe")
        article = law_articles()["interpellatie"]
        told |= {"kind": "document",
                 "sources": [*([passage.cite()] if passage else []), law_source("interpellatie", article)]}
        dispatcher.utter_message(response="utter_interpellatie", answer=told, law=article.law,
                                 articles=article.articles, url=article.url, **draft_values(known))
        dispatcher.utter_message(response="utter_interpellatie_next", answer=told | {"kind": "form"})
        return [*ended, SlotSet("topic", "interpellatie"), SlotSet("passage", "interpellatie/hoe")]


def draft_values(known: dict[str, Any]) -> dict[str, Any]:
    """The parts of the draft by name, the questions numbered; empty where not yet given."""
    values = {part: known.get(f"{PREFIX}{part}") or "" for part in PARTS}
    return values | {"vragen": numbered(split_questions(values["vragen"]))}
