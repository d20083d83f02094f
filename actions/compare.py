"""Comparing two subjects: what each is, side by side, from the sources; and where the last answer stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import words
from actions.scene import Scene
from actions.sources import passage_of, passages_of
from actions.turn import DIFFERENCE, INSTRUMENTS, Turn
from actions.wording import excerpt, source_values, sourceless, told
from knowledge import Passage

BOTH = re.compile(r"\b(?:allebei|beide|alle twee)\b", re.IGNORECASE)
THOSE_TWO = re.compile(rf"\b(?:die|deze|dat|hun|tussen|van de|van beide) (?:twee|2)\b|\balletwee\b|{BOTH.pattern}", re.IGNORECASE)
ONE_OF = re.compile(r"\b(?:die|de|dat|het) (?:(?P<first>eerste|bovenste)|tweede|laatste|onderste)\b|\b(?:deze|dit) laatste\b",
                    re.IGNORECASE)
# The subject before this one: "en die eerste, kan dat over alles?", "en de andere dan".
BEFORE = re.compile(r"\b(?:die|de) (?:eerste|andere?)(?=\s*(?:[,.?!]|$|(?:kan|mag|is|moet|dan|ook|wanneer|hoe|wat)\b))", re.IGNORECASE)
SOURCE = re.compile(r"\bbron(?:nen)?\b|debron\W*$|\bwaar (?:haal|heb|heeft) (?:je|jij|u) (?:dat|dit|het|die \w+) (?:allemaal )?vandaan\b", re.IGNORECASE)
# "welke van de twee is zwaarder" asks for both, side by side.
WHICH = re.compile(r"\bwelke (?:is |van )?(?:de|die|deze) (?:twee|2)\b|\b(?:zet|leg)\b.{0,15}\bnaast elkaar\b", re.IGNORECASE)
A_QUESTION = re.compile(r"\b(?:een|gewone?|gewoon een|schriftelijke|mondelinge) vra(?:ag|gen)\b", re.IGNORECASE)  # the instrument, where it is held against another
RECENT = 4  # subjects back that are still spoken of
BARE = 6  # words of a turn that asks the difference of what was spoken of: "en wat is nou het verschil"
BRIEF = 8  # words of a turn that asks for the source and nothing else
MOST = 3  # subjects side by side
SHORT = 350  # characters of each side: both fit on a phone


def asks_source(turn: Turn, scene: Scene) -> bool:
    """Whether a short turn asks where the last answer stands."""
    return scene.last is not None and not turn.named and bool(SOURCE.search(turn.text)) and len(words(turn.text)) <= BRIEF


def say_source(dispatcher: CollectingDispatcher, scene: Scene) -> list[dict]:
    """Utter the source of the passage that was shown last; ask which answer is meant when there was none."""
    passage = scene.last
    if passage is None:
        dispatcher.utter_message(response="utter_no_source", answer=sourceless("clarify"))
        return []
    dispatcher.utter_message(
        response="utter_source_overtaken" if passage.overtaken else "utter_source", **source_values(passage),
        answer=told(passage))
    return []


def compare(dispatcher: CollectingDispatcher, topics: list[str]) -> list[dict]:
    """Utter what each of `topics` is, side by side; ask for two when there are fewer."""
    sides = [side for topic in topics if (side := passage_of(topic))]
    both = {"kind": "answer", "topic": sides[0].topic if sides else None, "facet": "wat", "confidence": 1.0,
            "sources": [side.cite() for side in sides]}
    if len(sides) < 2:
        dispatcher.utter_message(response="utter_what_to_compare", answer=both | {"kind": "clarify", "sources": []})
        return []
    for side in sides[:MOST]:
        body, _ = excerpt(side.text, "", SHORT)
        dispatcher.utter_message(
            response="utter_compare_overtaken" if side.overtaken else "utter_compare", title=side.title, body=body,
            answer=both, **source_values(side))
    # Both are what the conversation was about, the first one last: "en bij het tweede" is the other one.
    return [SlotSet("topic", sides[-1].topic), SlotSet("topic", sides[0].topic), SlotSet("passage", sides[0].id),
            SlotSet("shown", [side.id for side in sides])]


def pointed_at(turn: Turn, scene: Scene) -> Passage | None:
    """Which of the subjects that were just compared a turn points at ("hoe word ik lid van die laatste"); else the last
    passage."""
    place = ONE_OF.search(turn.text)
    if not turn.named and len(scene.shown) < 2 and len(scene.subjects) > 1 and BEFORE.search(turn.text):
        return passage_of(scene.subjects[1]) or scene.last
    if not place or len(scene.shown) < 2 or turn.named:
        return scene.last
    sides = passages_of(scene.shown)
    return sides[0 if place["first"] else -1] if len(sides) == len(scene.shown) else scene.last


def topics_of(identities: Sequence[str]) -> list[str]:
    """The topics of passages, by their ids, each once."""
    return list(dict.fromkeys(identity.split("/")[0] for identity in identities))


def compared(turn: Turn, scene: Scene) -> list[str]:
    """The topics that a turn compares: those that it names, and with one name also what the conversation is about."""
    if not turn.named and scene.pending and BOTH.search(turn.text):
        return topics_of(scene.pending.candidates[:2])
    topics = list(turn.named)
    differs = bool(DIFFERENCE.search(turn.text) or WHICH.search(turn.text))
    if differs and "vragen" not in topics and A_QUESTION.search(turn.text):
        topics.append("vragen")
    bare = len(words(turn.text)) <= BARE and len(scene.subjects) > 1
    instruments = [subject for subject in scene.subjects[:RECENT] if subject in INSTRUMENTS]
    if not topics and differs and (THOSE_TWO.search(turn.text) or bare):
        shown = topics_of(scene.shown)
        spoken_of = instruments if len(instruments) > 1 else scene.subjects
        return shown[:2] if len(shown) > 1 else list(reversed(spoken_of[:2]))
    partner = scene.last.topic if scene.last else None
    if topics and topics[0] in INSTRUMENTS and partner not in INSTRUMENTS:
        partner = next(iter(instruments), partner)  # a motie is held against the instrument before who helps with it
    if len(topics) < 2 and differs and partner and partner not in topics and (topics or partner in INSTRUMENTS):
        topics.insert(0, partner)
    return topics
