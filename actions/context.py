"""What a short turn means in its conversation: "en de procedure?", "en voor de begroting?", "vertel meer". Pure functions."""

from __future__ import annotations

import re
from enum import Enum

from actions.turn import Turn
from knowledge import Passage
from knowledge.cues import ASKING, EMOJI, EMPTY, OPENING, POINTING, is_opened, without_opening, words

CLAUSE = 5  # words of a clause that asks by itself, and of what stands before it
SHORT = 14  # words with which a turn that points back ("dat", "daarvoor") may still lean on what came before
AROUND = frozenset("""en of maar de het een voor bij met als om gaat over in van op aan dan hoe zit dat is wat ook nou nu die
    dit zo geval ingeval ok oke ja goed doe je werkt gaat daar bij n t m k vd v zn ne den der nog eens even
    weer prima duidelijk helder top dank dankje dankjewel thanks thx hm eh super fijn aha ah
    oh o ow wacht haha check mag kan""".split())
MORE = re.compile(r"\b(?:vertel (?:me |er )?meer|meer (?:info|uitleg|informatie|weten|vertellen|erover|daarover)|ga verder"
                  r"|ga door|wat nog meer|nog meer|de rest|volgende|verder(?: nog)?\W*$|en verder|meer daarover"
                  r"|daar meer over)\b|^\W*meer\W*$", re.IGNORECASE)
# Words around "meer": with others a turn names what it wants ("welke middelen heeft de raad nog meer").
ABOUT_MORE = frozenset("""meer info informatie uitleg vertel vertellen weten erover daarover verder rest volgende nog me mij je
    ga door geef geven zeg zeggen lees er over iets wil""".split())
VAGUE = frozenset("ding dingen dinges geval spul gedoe".split()) | {"gewoon"}  # words of who can't think of the name
ABLE = re.compile(r"\b(?:kan|kun|kunt) (?:je|jij|u)\b.{0,12}\bmeer\W*$", re.IGNORECASE)
PROBES = {"hoe": re.compile(r"\b(?:procedure|stappen|werkwijze|vereisten|voorwaarden|hoe(?:dan)?|indienen|aanvragen|opstellen)\b",
                            re.IGNORECASE),
          "wanneer": re.compile(r"\b(?:wanneer|moment|timing|situatie|gevallen|inzetten|waarvoor)\b", re.IGNORECASE),
          "wat": re.compile(r"\b(?:wat (?:is|zijn|houdt|betekent)|betekenis|definitie)\b", re.IGNORECASE)}


class Leaning(Enum):
    """How a turn leans on the conversation."""

    NONE = "stands on its own"
    FACET = "another part of the same subject"
    TOPIC = "the same part of another subject"
    MORE = "whatever follows"
    ASKS = "a question about the same subject"
    NOTHING = "has no subject at all"


def facet_of(turn: Turn) -> str | None:
    """The part of a subject that a turn names, by entity or by its own words."""
    named = turn.entities.get("facet")
    if named:
        return named
    return next((facet for facet, probe in PROBES.items() if probe.search(turn.text)), None)


def subject_of(turn: Turn) -> str:
    """What is left of a short turn without the words around it: "en voor de begroting?" → "begroting"."""
    return " ".join(word for word in words(turn.text) if word not in AROUND)


def asking_sentence(text: str) -> str | None:
    """The one sentence of a longer message that asks, when it names something: "hoi, net begonnen. wat is een motie precies";
    else None."""
    sentences = [s for s in re.split(rf"(?<=[.!?…])\s+|\n+|\s*{EMOJI}+\s*", text.strip()) if s]
    asking = [s for s in sentences if ASKING.search(without_opening(s))]
    return asking[0] if len(sentences) > 1 and len(asking) == 1 and not EMPTY.issuperset(words(asking[0])) else None


def asking_clause(text: str) -> str | None:
    """The last clause of a message, when it asks and says enough by itself: "ik werk drie dagen, moet mijn baas me vrij geven";
    else None."""
    before, comma, clause = text.rpartition(", ")
    asking = comma and ASKING.search(clause) and len(words(before)) >= CLAUSE <= len(words(clause))
    return clause if asking and not EMPTY.issuperset(words(clause)) else None


def leaning(turn: Turn, last: Passage | None) -> Leaning:
    """How `turn` leans on the passage that was shown `last`; Leaning.NONE for what must be searched as it stands."""
    text = without_opening(turn.text)
    said = words(text)
    if turn.pressed or not said:
        return Leaning.NONE
    hollow = not turn.named and EMPTY.issuperset(said)
    if last is None and not turn.named and VAGUE.intersection(said) and (EMPTY | VAGUE).issuperset(said):
        return Leaning.NOTHING  # "nou gewoon dat ding"
    if last is None:
        return Leaning.NOTHING if hollow and (turn.intent == "vervolg" or facet_of(turn)) else Leaning.NONE
    others = [topic for topic in turn.named if topic != last.topic]
    opened = is_opened(turn.text)
    if len(turn.named) == 1 and others and opened and AROUND.issuperset(words(turn.rest)):
        return Leaning.TOPIC
    if turn.named:
        return Leaning.NONE
    begun = OPENING.match(turn.text)  # "en voor cijfers, cbs en zo, wie heb je daar nog meer" is about what it begins with
    about = [*said, *words(turn.text[begun.end():])] if begun else said
    if MORE.search(turn.text) and (EMPTY | ABOUT_MORE).issuperset(about) and not ABLE.search(turn.text):
        return Leaning.MORE
    if hollow and (facet_of(turn) or turn.intent == "vervolg"):
        return Leaning.FACET if facet_of(turn) else Leaning.ASKS
    if opened and len(said) <= 5 and 1 <= len(subject_of(turn).split()) <= 2 and not POINTING.intersection(said):
        return Leaning.TOPIC
    if len(said) <= SHORT and (turn.intent == "vervolg" or opened or POINTING.intersection(said)):
        return Leaning.ASKS
    return Leaning.NONE
