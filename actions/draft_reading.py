"""What each step of a draft takes from what the user typed, and what it refuses."""

from __future__ import annotations

import re
from functools import partial

from actions.draft_labels_rules import introduced, skips
from actions.draft_lines_rules import points_of
from actions.draft_meant_rules import NAMED
from actions.draft_moment_rules import names_a_moment
from actions.draft_parts_rules import Instrument, Kind, Part
from actions.flow import Refused, Step

LONGEST = 6000  # characters of one part
OPEN = ""  # the value of a part that is left for later
AGREED = "akkoord"  # the step behind the parts
AGREES = re.compile(r"\W*(?:ja|jazeker|jep|jup|yes|(?:nu|zo) (?:klopt|is) (?:het|ie|hij|dat)(?: goed)?|(?:dat )?klopt|akkoord|oke?|oké|prima|(?:(?:dat|het) )?is goed|goed|top|perfect"
                    r"|helemaal|maak (?:de|m|'m|hem|het) (?:tekst|maar|af)|maken maar)\b", re.IGNORECASE)
BEFORE_DATE = re.compile(r"^\s*(?:(?:de\s+)?(?:datum|vergadering|raad)\s+(?:is|wordt)\s+|(?:het|dat)\s+is\s+)?(?:op\s+(?=\d))?",
                         re.IGNORECASE)
# "de rest laat ik open", "verder vul ik niks in", "meer heb ik niet": every part that is not given yet is left for later.
REST = re.compile(
    r"(?:^|[.,;:!]\s?|\ben\s)(?:(?:maar|dus|nou|nee|ok[eé]?|laat|sla)\s){0,3}"
    r"(?:(?:(?:(?:al )?de |het |die )?(?:rest|overige|andere (?:dingen|delen|punten|vragen|stukken))|alles daarna)\b[^.;\n]{0,30}"
    r"\b(?:open|leeg|blanco|niet|niks|over|later|zelf|laat maar)\b[^.;\n]{0,20}"
    r"|(?:verder|meer|anders) (?:vul|heb|weet|hoef|wil|zet|doe|geef)\w* (?:ik|we) (?:er )?(?:ook )?(?:niks|niets|niet)\b[^.;\n]{0,30}"
    r"|(?:verder|nu) laat (?:ik|we) (?:(?:alles|de rest|het|alle andere dingen) )?(?:open|leeg)\b[^.;\n]{0,20}"
    r"|(?:verder|meer) (?:niks|niets)\b[^.;\n]{0,20}"
    r"|(?:niks|niets) (?:meer|verder)\b(?: toe te voegen)?[^.;\n]{0,30})\W*$", re.IGNORECASE)
UNKNOWN = re.compile(r"\bwe+t (?:ik|we|wij) (?:het |dat )?(?:nog |echt )?niet\b|\bheb (?:ik|we) (?:nog )?niet\b", re.IGNORECASE)
# No name begins so: "hoe lang heeft het college om te antwoorden".
QUESTION = re.compile(r"^\W*(?:en\W+)?(?:hoe|wat|wanneer|waarom|waar|welke?|mag|mogen|moet|moeten|kan|kunnen|heeft|is er|is dat|is het"
                      r"|wie (?:is|zijn|kan|mag|moet|doet|helpt|betaalt))\b.{8,}", re.IGNORECASE)
DISAGREES = re.compile(r"\b(?:niet|niks|geen|nee|maar(?! af\b| op\b|\W*$)|wacht|behalve|fout|verkeerd|onjuist)\b", re.IGNORECASE)


def read_text(text: str) -> str | Refused:
    """Any text that says something."""
    text = text.strip()
    if len(re.sub(r"\W", "", text)) < 2:
        return Refused("utter_part_empty", {})
    return text if len(text) <= LONGEST else Refused("utter_part_long", {"found": len(text), "longest": LONGEST})


def read_points(text: str, part: Part) -> str | Refused:
    """One point or more, kept one a line; "ok" is none."""
    value = read_text(text)
    if isinstance(value, Refused):
        return value
    points = () if AGREES.fullmatch(value.rstrip(" .!")) else points_of(value, part)
    return "\n".join(points) if points else Refused("utter_part_empty", {})


def read_moment(text: str) -> str | Refused:
    """A moment, in the user's own words: "de datum is 12 januari" → "12 januari"."""
    value = read_text(BEFORE_DATE.sub("", text))
    if isinstance(value, Refused) or names_a_moment(value):
        return value
    return Refused("utter_no_moment", {})


def read_agreement(text: str) -> bool | Refused:
    """Agreement with the summary; what is no clear yes asks again what to change."""
    if AGREES.match(text) and not DISAGREES.search(text):
        return True
    return Refused("utter_what_to_change", {})


def rest_open(text: str) -> str | None:
    """What a message says before it leaves all the rest open ("" when it says nothing else); None when it leaves no rest open."""
    before, left = None, text
    while found := REST.search(left):  # "nee verder niks, die andere dingen laat ik open"
        before = left = left[:found.start()].strip(" ,.;")
    return "" if before and UNKNOWN.search(before) else before


def read_part(text: str, part: Part) -> str | Refused:
    """The value of a part in what the user typed; OPEN when it is left for later."""
    if skips(text):
        return OPEN
    text = text if part.kind == Kind.VERBATIM else introduced(text, part)
    if part.many:
        return read_points(text, part)
    if part.name in NAMED and (QUESTION.search(text) or (text.rstrip().endswith("?") and len(text.split()) > 2)):
        return Refused("utter_no_names", {}, asks=True)
    return read_moment(text) if part.kind == Kind.MOMENT else read_text(text)


def steps_of(instrument: Instrument) -> tuple[Step, ...]:
    """A step for each part, and the user's agreement with the whole."""
    return (*(Step(instrument.slot(part.name), partial(read_part, part=part), open_text=part.kind != Kind.MOMENT,
                   takes_questions=part.kind == Kind.QUESTIONS) for part in instrument.parts),
            Step(instrument.slot(AGREED), read_agreement))
