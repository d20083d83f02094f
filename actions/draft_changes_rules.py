"""What a message corrects in a draft: a part, or one of its points. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.draft_parts_rules import Instrument, Kind, Part

AMID = frozenset({"was", "wordt"})  # a label only before a colon: everybody uses these words
MOVES = r"(?:moet|moeten|is|wordt|zijn|worden|wijzigen\s+naar|veranderen\s+in)"
ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "laatste": -1}
WRONG = re.compile(r"(?:nog |helemaal |echt )?(?:niet|fout|verkeerd|onjuist|anders)\W*+"
                   r"(?:(?:goed|juist|correct|compleet|volledig)\W*+)?$", re.IGNORECASE)
SORRY = r"(?:(?:nee|wacht|sorry|oeps|ow?|oh|ho|correctie|foutje|even|ff|eh)\W++)*+"

# "nee sorry, artikel 2:12": what was typed last is put right, without a name for it.
AGAIN = re.compile(r"^\W*(?:(?:nee+|wacht|oeps|ow?|oh|ho|fout|foutje|correctie|even|ff)\W+)+(?:sorry\W+)?"
                   r"(?:(?:ik\s+bedoel(?:de)?|dat moet(?: zijn)?|het moet(?: zijn)?)\W+)?(?P<value>\S.+)$", re.IGNORECASE)
PUTS_RIGHT = re.compile(r"\b(?:sorry|bedoel(?:de)?|moet zijn|correctie|foutje)\b", re.IGNORECASE)
OTHER = re.compile(r"\b(?:weet|kan|kun|wil|wou|stop\w*|laat|niet|niks|terug|vorige|geen|even wachten)\b|\?", re.IGNORECASE)
SHORT = 12  # words of what is put right so


@dataclass(frozen=True)
class Change:
    """What a message changes: a part, in the place of one of its points (0: the whole part), and the new text.

    text None: no new text was given, so that it is asked. added: a point that comes behind the others. gone: the point goes.
    """

    part: Part
    text: str | None = None
    point: int = 0
    added: bool = False
    gone: bool = False


def change_in(text: str, instrument: Instrument) -> Change | None:
    """What a message at the summary changes, or None."""
    return _point_in(text, instrument) or _part_in(text, instrument)


def change_midway(text: str, instrument: Instrument) -> Change | None:
    """What a message in the middle of the questions plainly corrects, or None: any text may be the answer there.

    "de datum moet 12 januari zijn", "wijzig het onderwerp": the whole message is about the part.
    """
    label, text = _labels(instrument), text.strip()
    bare = re.fullmatch(
        rf"{SORRY}(?:ik\s+wil\s+)?(?:(?:wijzig|verander|pas|verbeter)\s+(?:de|het|mijn)?\s*(?P<part>{label})(?:\s+aan)?"
        rf"|(?:de|het|mijn)?\s*(?P<part2>{label})\s+(?:nog\s+)?(?:wijzigen|aanpassen|veranderen|verbeteren|kloppen\s+niet"
        r"|klopt\s+niet|is\s+(?:fout|verkeerd)|zijn\s+(?:fout|verkeerd)))\W*+", text, re.IGNORECASE)
    if bare:
        return Change(instrument.names[(bare["part"] or bare["part2"]).lower()])
    given = re.fullmatch(
        rf"{SORRY}(?:(?:wijzig|verander)\s+)?(?:de|het|mijn)?\s*(?P<part>{label})\s+(?:moet|moeten|in|naar)\s*:?\s+(?P<value>.+?)"
        r"(?P<end>\s+(?:zijn|worden))?[.!]*", text, re.IGNORECASE | re.DOTALL)
    if not given:
        return None
    part = instrument.names[given["part"].lower()]
    plain = given["end"] or re.match(rf"{SORRY}(?:wijzig|verander)\b", text, re.IGNORECASE)
    value = re.sub(r"^(?:zijn|worden)\s*:?\s*", "", given["value"]) if not given["end"] else given["value"]
    return Change(part, value) if plain or value != given["value"] or part.kind == Kind.MOMENT else None


def said_again(text: str) -> str | None:
    """The new text of what was typed last, when a short message plainly puts that right; else None."""
    found = AGAIN.match(text.strip())
    if not found or not PUTS_RIGHT.search(text) or OTHER.search(found["value"]) or len(found["value"].split()) > SHORT:
        return None
    return found["value"]


def _labels(instrument: Instrument) -> str:
    return "|".join(re.escape(label) for label in sorted(instrument.names, key=len, reverse=True) if label not in AMID)


def _point_in(text: str, instrument: Instrument) -> Change | None:
    """One point: added ("voeg nog een vraag toe: …"), replaced ("vraag 2 moet zijn: …") or taken away ("haal vraag 2 weg")."""
    names = {name: part for part in instrument.parts for name in part.point}
    if not names:
        return None
    point = "|".join(names)
    order = rf"(?:(?P<order>{'|'.join(ORDINALS)})\s+(?P<name>{point})|(?P<name2>{point})\s+(?P<number>\d{{1,2}}))\b"
    added = re.search(rf"\b(?:(?:voeg|extra|nog een|nog 1)\b[^:\n]{{0,40}}?\b(?P<name>{point})\b"
                      rf"|(?P<name2>{point})\s+(?:erbij|toevoegen))"
                      r"(?:[^:\n]{0,40}:|.{0,40}?\btoe\b)\s*(?P<value>\S.+)$", text, re.IGNORECASE | re.DOTALL)
    if added:
        return Change(names[(added["name"] or added["name2"]).lower()], added["value"].strip(), added=True)
    gone = re.search(rf"\b(?:haal|verwijder|schrap|wis)\b.{{0,12}}?{order}", text, re.IGNORECASE)
    new = re.search(rf"\b{order}\s*(?:{MOVES}\b(?:\s+(?:zijn|worden)\b)?\s*:?|:)\s*(?P<value>.+)$", text,
                    re.IGNORECASE | re.DOTALL)
    found = gone or new
    if not found:
        return None
    part = names[(found["name"] or found["name2"]).lower()]
    number = ORDINALS[found["order"].lower()] if found["order"] else int(found["number"])
    if gone:
        return Change(part, point=number, gone=True)
    return Change(part, re.sub(r"\s+(?:zijn|worden)[.!]*$", "", found["value"]).strip(), number)


def _part_in(text: str, instrument: Instrument) -> Change | None:
    """A whole part: with its new text ("de datum wordt 12 december"), or only named ("de vragen kloppen niet")."""
    label = _labels(instrument)
    changed = re.search(rf"\b(?P<part>{label})\b(?:\s+{MOVES}(?:\s+zijn)?\b\s*:?|\s*:)\s*(?P<value>.+)$", text,
                        re.IGNORECASE | re.DOTALL)
    if changed:
        given = re.sub(r"\s+(?:zijn|worden)[.!]*$", "", changed["value"])
        # "de vragen zijn niet goed" says that they are wrong, not what they must be.
        return Change(instrument.names[changed["part"].lower()], None if WRONG.match(given) else given)
    named = re.search(rf"\b(?:{label})\b", text, re.IGNORECASE)
    return Change(instrument.names[named.group().lower()]) if named else None
