"""What a short turn means in its conversation: "en de procedure?", "en voor de begroting?", "vertel meer". Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from actions.turn import Turn
from knowledge import Passage

SHORT = 14  # words with which a turn that points back ("dat", "daarvoor") may still lean on what came before
LEAST, STEM = 6, 8  # letters of a word that can single out a passage, and how many of them must be in it
BRIEF = 5  # words with which any turn may lean
OPENING = re.compile(
    r"^\W*(?:(?:ok[eé]?|ja|goed|h+m+|a?ha+|o+h?|ow|wacht|haha|check|prima|duidelijk|helder|top|dank(?: ?je(?: ?wel)?)?|thx"
    r"|super|fijn|jammer|thanks|maar|dus|nou|en|eh)\b\W*)*\b(?:en|of|maar)\b", re.IGNORECASE)
DEICTIC = frozenset("""dat die dit deze daar daarvan daarvoor daarbij daarmee daarover daarin daarna er ervan ervoor erbij ermee
    erover erin ie m um t hij zij die zoiets zon dergelijke het hem ze hun daaraan eraan hierbij hiervoor hierover hiermee dan
""".split())
# Words that carry no subject: a turn of these alone asks about what was said before.
EMPTY = DEICTIC | frozenset("""
    en of maar ok oke ja nee goed dus nou eh hm dan ook nog even eens graag aub wat hoe wanneer waar wie waarom
    waarvoor welke welk hoelang is zijn was wordt worden werkt werken gaat gaan zit doe doet doen dien dient indienen
    dienen in mag mogen kan kunnen moet moeten wil willen ik je jij u we wij men iemand een de het van voor bij met om
    te aan op over naar uit precies eigenlijk zelf nu toch procedure stappen werkwijze regels voorwaarden vereisten
    moment timing betekent betekenis inhoud inhouden definitie houdt zet inzetten gebruik gebruiken regel regelen vraag
    aanvragen vragen maak maken opstellen pak aanpakken zo n werk komt kom vervolg verder ga meer speelt spelen geldt
    gelden loopt lopen begint lukt past hoort verloopt t m hoedan hoezo hebben heeft heb krijg krijgen krijgt zouden
    zullen
""".split())
AROUND = frozenset("""en of maar de het een voor bij met als om gaat over in van op aan dan hoe zit dat is wat ook nou nu die
    dit zo geval ingeval ok oke ja goed doe je werkt gaat daar bij n t m k vd v zn ne den der nog eens even
    weer prima duidelijk helder top dank dankje dankjewel thanks thx hm eh super fijn aha ah
    oh o ow wacht haha check mag kan""".split())
MORE = re.compile(r"\b(?:vertel (?:me |er )?meer|meer (?:info|uitleg|informatie|weten|vertellen|erover|daarover)|ga verder"
                  r"|ga door|wat nog meer|nog meer|de rest|volgende|verder(?: nog)?\W*$|en verder|meer daarover"
                  r"|daar meer over)\b|^\W*meer\W*$", re.IGNORECASE)
PROBES = {"hoe": re.compile(r"\b(?:procedure|stappen|werkwijze|vereisten|voorwaarden|hoe(?:dan)?|indienen|aanvragen|opstellen)\b",
                            re.IGNORECASE),
          "wanneer": re.compile(r"\b(?:wanneer|moment|timing|situatie|gevallen|inzetten|waarvoor)\b", re.IGNORECASE),
          "wat": re.compile(r"\b(?:wat (?:is|zijn|houdt|betekent)|betekenis|definitie)\b", re.IGNORECASE)}


WANT_TO_KNOW = re.compile(r"\b(?:wou|wil|wilde|zou)\s+(?:ik\s+)?(?:(?:graag|even|ff|eens|gewoon|willen)\s+)*weten\s+(?:of\s+)?"
                          r"|\bvroe?g (?:me|mij) (?:eh+ )?af\s+(?:of\s+)?",
                          re.IGNORECASE)
FILLERS = re.compile(r"\b(?:eh+m?|uh+m?|zeg maar|of ?zo|nou ja)\b,?\s*", re.IGNORECASE)
ASKING = re.compile(
    r"^\W*(?:en\s+)?(?:(?:bij|aan|voor|met|van|naar|op|door)\s+(?:wie|wat|welke?)|wat|hoe|wie|waar\w*|wanneer|welke?|waarom"
    r"|mag|kan|kun|moet|heb|is|zijn|krijg)\b", re.IGNORECASE)
CHATTER = 7  # words of a sentence that only opens a message


class Leaning(Enum):
    """How a turn leans on the conversation."""

    NONE = "stands on its own"
    FACET = "another part of the same subject"
    TOPIC = "the same part of another subject"
    MORE = "whatever follows"
    ASKS = "a question about the same subject"
    MAY = "a short question that may be about the same subject"
    NOTHING = "has no subject at all"


def words(text: str) -> list[str]:
    """The words of a text, lower case."""
    return re.findall(r"[^\W\d_]+", text.lower().replace("zo'n", "zon"))


def without_opening(text: str) -> str:
    """A question without what people say before they ask: "haha ok. wat is de vng" → "wat is de vng"."""
    asked = WANT_TO_KNOW.split(FILLERS.sub("", text))[-1]
    parts = re.split(r"(?<=[.!?,;:])\s+", asked.strip())
    while len(parts) > 1 and len(words(parts[0])) <= CHATTER and not ASKING.search(parts[0]):
        parts = parts[1:]
    left = " ".join(parts)
    return left if words(left) else text


def facet_of(turn: Turn) -> str | None:
    """The part of a subject that a turn names, by entity or by its own words."""
    named = turn.entities.get("facet")
    if named:
        return named
    return next((facet for facet, probe in PROBES.items() if probe.search(turn.text)), None)


def subject_of(turn: Turn) -> str:
    """What is left of a short turn without the words around it: "en voor de begroting?" → "begroting"."""
    return " ".join(word for word in words(turn.text) if word not in AROUND)


def mentioned(passages: Sequence[Passage], turn: Turn) -> Passage | None:
    """The only one of `passages` that holds the words of a brief turn: "telefoonnummer?", "hebben ze een nieuwsbrief"."""
    said = [word[:STEM] for word in words(turn.text) if word not in EMPTY and word not in AROUND and len(word) >= LEAST]
    if not said or len(words(turn.text)) > BRIEF:
        return None
    found = [p for p in passages if all(word in f"{p.heading} {p.text}".lower() for word in said)]
    return found[0] if len(found) == 1 else None


def leaning(turn: Turn, last: Passage | None) -> Leaning:
    """How `turn` leans on the passage that was shown `last`; Leaning.NONE for what must be searched as it stands."""
    text = without_opening(turn.text)
    said = words(text)
    if turn.pressed or not said:
        return Leaning.NONE
    hollow = not turn.named and EMPTY.issuperset(said)
    if last is None:
        return Leaning.NOTHING if hollow and (turn.intent == "vervolg" or facet_of(turn)) else Leaning.NONE
    others = [topic for topic in turn.named if topic != last.topic]
    opened = bool(OPENING.search(turn.text) or OPENING.search(text)) or said[0] in ("voor", "bij", "met")
    if len(turn.named) == 1 and others and opened and AROUND.issuperset(words(turn.rest)):
        return Leaning.TOPIC
    if turn.named:
        return Leaning.NONE
    if MORE.search(turn.text) and len(said) <= SHORT:
        return Leaning.MORE
    if hollow and (facet_of(turn) or turn.intent == "vervolg"):
        return Leaning.FACET if facet_of(turn) else Leaning.ASKS
    if opened and len(said) <= 5 and 1 <= len(subject_of(turn).split()) <= 2 and not DEICTIC.intersection(said):
        return Leaning.TOPIC
    if len(said) <= SHORT and (turn.intent == "vervolg" or opened or DEICTIC.intersection(said)):
        return Leaning.ASKS
    return Leaning.MAY if len(said) <= BRIEF else Leaning.NONE
