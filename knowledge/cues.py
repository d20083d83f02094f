"""What the words of a turn say about how it leans on the conversation: "en de procedure?", "mag dat ook?". Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

BRIEF = 5  # words of a turn that hardly says anything by itself
LONG = 12  # words above which a turn mostly stands on its own
CHATTER = 7  # words of a sentence that only opens a message
OPENING = re.compile(
    r"^\W*(?:(?:ok[eé]?|ja|goed|h+m+|a?ha+|o+h?|ow|wacht|haha|check|prima|duidelijk|helder|top|dank(?: ?je(?: ?wel)?)?|thx"
    r"|super|fijn|jammer|thanks|maar|dus|nou|en|eh)\b\W*)*\b(?:en|of|maar)\b", re.IGNORECASE)
POINTING = frozenset("""dat die dit deze daar daarvan daarvoor daarbij daarmee daarover daarin daarna er ervan ervoor erbij ermee
    erover erin ie m um t hij zij die zoiets zon dergelijke het hem ze hun daaraan eraan hierbij hiervoor hierover hiermee dan
""".split())
# Words that carry no subject: a turn of these alone asks about what was said before.
EMPTY = POINTING | frozenset("""
    en of maar ok oke ja nee goed dus nou eh hm dan ook nog even eens graag aub wat hoe wanneer waar wie waarom
    waarvoor welke welk hoelang is zijn was wordt worden werkt werken gaat gaan zit doe doet doen dien dient indienen
    dienen in mag mogen kan kunnen moet moeten wil willen ik je jij u we wij men iemand een de het van voor bij met om
    te aan op over naar uit precies eigenlijk zelf nu toch procedure stappen werkwijze regels voorwaarden vereisten
    moment timing betekent betekenis inhoud inhouden definitie houdt zet inzetten gebruik gebruiken regel regelen vraag
    aanvragen vragen maak maken opstellen pak aanpakken zo n werk komt kom vervolg verder ga meer speelt spelen geldt
    gelden loopt lopen begint lukt past hoort verloopt t m hoedan hoezo hebben heeft heb krijg krijgen krijgt zouden
    zullen allemaal zoal
""".split())
WANT_TO_KNOW = re.compile(r"\b(?:wou|wil|wilde|zou)\s+(?:ik\s+)?(?:(?:graag|even|ff|eens|gewoon|willen)\s+)*weten\s+(?:of\s+)?"
                          r"|\bvroe?g (?:me|mij) (?:eh+ )?af\s+(?:of\s+)?|\b(?:mijn|m'n|mn|de) vraag is\W+(?:of\s+)?",
                          re.IGNORECASE)
FILLERS = re.compile(r"\b(?:eh+m?|uh+m?|zeg maar|of ?zo|nou ja|volgens (?:jou|jullie|u))\b,?\s*", re.IGNORECASE)
ASKING = re.compile(
    r"^\W*(?:en\s+)?(?:(?:bij|aan|voor|met|van|naar|op|door|via)\s+(?:wie|wat|welke?)|wat|hoe\w*|wie|waar\w*|wanneer|welke?|waarom"
    r"|mag|mogen|kan|kun|kunnen|moet|moeten|heb|hebben|is|zijn|krijg)\b", re.IGNORECASE)
EMOJI = r"[\u2600-\u27BF\U0001F300-\U0001FAFF]"


@dataclass(frozen=True)
class Cues:
    """What points back in a turn, each 0 or 1.

    pointing: it has a word such as "daarvoor". hollow: it names nothing. opened: it begins with "en" or "of".
    """

    pointing: bool
    hollow: bool
    opened: bool
    brief: bool
    long: bool


def read_cues(text: str) -> Cues:
    """The cues in a turn."""
    said = words(without_opening(text))
    return Cues(bool(POINTING.intersection(said)), EMPTY.issuperset(said), is_opened(text), len(said) <= BRIEF, len(said) > LONG)


def is_opened(text: str) -> bool:
    """Whether a turn goes on from the one before by its first words: "en …", "ok en …", "voor …"."""
    said = words(without_opening(text))
    return bool(OPENING.search(text) or OPENING.search(without_opening(text))) or said[:1] in (["voor"], ["bij"], ["met"])


def asks(text: str) -> bool:
    """Whether a text asks something: by a question mark, or by how it begins after what people say first."""
    return "?" in text or bool(ASKING.search(without_opening(text)))


def words(text: str) -> list[str]:
    """The words of a text, lower case."""
    return re.findall(r"[^\W\d_]+", text.lower().replace("zo'n", "zon"))


def without_opening(text: str) -> str:
    """A question without what people say before they ask: "haha ok. wat is de vng" → "wat is de vng"."""
    asked = WANT_TO_KNOW.split(FILLERS.sub("", text))[-1]
    parts = re.split(rf"(?<=[.!?,;:])\s+|\s*{EMOJI}+\s*(?=\S)", asked.strip())
    while len(parts) > 1 and len(words(parts[0])) <= CHATTER and not ASKING.search(parts[0]):
        parts = parts[1:]
    left = " ".join(parts)
    return left if words(left) else text
