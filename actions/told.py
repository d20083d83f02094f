"""What a councillor tells about the municipality before there is a question: what can be done with it, and a draft that uses it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rasa_sdk.events import SlotSet

from actions.context import words
from actions.draft_parts_rules import DRAFTS, Instrument
from actions.sources import sources
from actions.wording import payload, sourceless
from knowledge.cues import ASKING, asks
from knowledge.drafting import CONTENT, NO_STEP

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher

    from actions.scene import Scene
    from actions.turn import Turn

CLAUSES = re.compile(r"[,.;:!?\n]+|\b(?:en|maar|dus)\b", re.IGNORECASE)
VERB_FIRST = re.compile(
    r"^\W*(?:kun|kunnen|kunt|kan|mag|mogen|moet|moeten|krijg\w*|wil|heeft|hebben|is|zijn|wordt|worden|gaat|gaan|komt|geldt|bestaa\w*|regent|zou"
    r"|zouden|weet|hoort|doet|doen|valt|vallen|staat|staan|telt|loopt)\s+(?:ik|je|jij|u|we|wij|ze|zij|hij|het|t|er|dat|die|de|een|zo|zo'n|iemand|jullie)\b", re.IGNORECASE)
ELSE = ("inwoner_vraag", "stemadvies", "engels", "buiten_bereik", "belediging", "wie_ben_je", "hulp")  # what such a turn may rather be
SURE_OF_ELSE = 0.6
LEAST = 5  # words of a story
SURE = 0.8  # how probable it must be that a draft would hold it
LATELY = 8  # messages after which what was told is no longer offered
LONGEST = 1500  # characters that are kept
OFFERED = ("vragen", "motie")  # the drafts that most stories become


def tells(turn: Turn) -> bool:
    """Whether a typed turn tells how things are in the municipality, rather than asks: "er staan 140 kinderen op de lijst"."""
    if turn.pressed or asks_somewhere(turn.text) or len(words(turn.text)) < LEAST:
        return False
    if turn.intent in ELSE and turn.confidence >= SURE_OF_ELSE:
        return False
    meant = sources().meant_in_draft(turn.text, NO_STEP)
    return meant.kind == CONTENT and meant.content >= SURE


def asks_somewhere(text: str) -> bool:
    """Whether any clause of a text asks: "een collega is bedreigd, wat is het advies"."""
    return asks(text) or any(ASKING.search(clause) or VERB_FIRST.search(clause) for clause in CLAUSES.split(text))


def say_told(dispatcher: CollectingDispatcher, turn: Turn, tracker: Tracker, scene: Scene) -> list[dict]:
    """Utter what can be done in the council with what a turn tells; the events keep it for a draft."""
    buttons = [{"title": DRAFTS[topic].button, "payload": payload(DRAFTS[topic].intent)} for topic in OFFERED]
    dispatcher.utter_message(response="utter_verteld", answer=sourceless("clarify"), buttons=[
        {"title": "Welk instrument past hierbij?", "payload": payload("welk_instrument")}, *buttons])
    return [keep("\n".join(part for part in (told_lately(tracker, scene), turn.text) if part), scene)]


def keep(text: str, scene: Scene) -> dict:
    """The event that remembers what was told."""
    return SlotSet("verteld", {"text": text[-LONGEST:], "said": scene.said})


def told_before(text: str, instrument: Instrument) -> str:
    """What a message tells in the sentences that do not ask for the draft: "de hal lekt. maak daar een motie van"; "" for nothing."""
    sentences = re.split(r"(?<=[.!?])\s+|\n+", text.strip())
    told = " ".join(one for one in sentences if not instrument.word.search(one) and not asks(one))
    return told if len(words(told)) >= LEAST and len(sentences) > 1 else ""


def told_lately(tracker: Tracker, scene: Scene) -> str:
    """What was told in the last few messages, one message a line; "" for nothing."""
    kept = tracker.get_slot("verteld")
    return kept["text"] if kept and scene.said - kept["said"] <= LATELY else ""
