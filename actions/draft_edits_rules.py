"""What a message adds to a draft or takes out of it, in everyday words. Pure functions.

"voeg nog toe dat de ggd gewaarschuwd heeft", "haal dat stukje over de buren weg". For messages of which it is known that they
edit: read alone, "zet er een hek bij" may be what the draft asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from actions.draft_changes_rules import ORDINALS
from actions.draft_lines_rules import without
from actions.draft_parts_rules import Instrument, Part

LONGEST = 400  # characters of a message that edits
ADDS = re.compile(r"\b(?:toe|toevoegen|toegevoegd|erbij|(?:er|daar|hier)(?: \w+){0,3} (?:bij|in|op|achter|onder)|bij|aanvullen|aanvulling"
                  r"|uitbreiden|vergat|vergeten|mist?|opnemen|neem .{0,30}\bop|heb ik nog|had ik nog|moet ook)\b[^:\n]{0,60}?"
                  r"(?:\b(?:(?P<clause>dat)|namelijk)\b|:)\s*(?P<value>\S[^\n]{2,300})$", re.IGNORECASE)
TAKES_OUT = re.compile(r"\b(?:haal|gooi|schrap|streep|laat|wis|verwijder|doe|laten we)\b.{0,80}\b(?:weg|eruit|uit|door|schrappen|niet|zonder)\b"
                       r"|\b(?:mag|kan|moet|mot) (?:er ?uit|weg)\b|^\W*(?:schrap|verwijder|wis|weg met)\b|\b(?:eruit|weg)\W*$", re.IGNORECASE)
NUMBER = re.compile(rf"\b(?:(?P<order>{'|'.join(ORDINALS)})|(?:vraag|punt|feit|argument|verzoek|nummer)\s+(?P<number>\d{{1,2}}))\b", re.IGNORECASE)
# Words of the wish itself, which tell no point from another.
EMPTY = frozenset("""haal gooi schrap streep laat laten verwijder wis weg eruit door maar weer toch over stukje stuk zin zinnetje punt punten
    deze dubbel dubbelop schrappen graag hoor even nog vraag vragen feit feiten argument verzoek niet mag moet kunnen zonder doen
    eerste tweede derde vierde vijfde laatste alinea woord waarin wordt staat doe daar""".split())


@dataclass(frozen=True)
class Edit:
    """What an edit makes of a part: its name, and the whole of its new text."""

    part: str
    text: str


def edit_in(text: str, instrument: Instrument, given: Mapping[str, str]) -> Edit | None:
    """The edit that a message asks of the parts given so far, by name in the order of the questions; None for no edit that is clear."""
    if not given or len(text) > LONGEST:
        return None
    added = ADDS.search(text)
    if added:
        named = named_part(text[:added.start("value")], instrument)
        part = named or _last(instrument, given)
        if part is None or part.name not in given:
            return None
        return Edit(part.name, f"{given[part.name]}{_joint(part, given[part.name], bool(added['clause']))}{added['value'].strip()}")
    return _without_point(text, instrument, given) if TAKES_OUT.search(text) else None


def named_part(text: str, instrument: Instrument) -> Part | None:
    """The part that a text names first."""
    found = [(at.start(), part) for label, part in instrument.names.items()
             if (at := re.search(rf"\b{re.escape(label)}\b", text, re.IGNORECASE))]
    return min(found, key=lambda one: one[0])[1] if found else None


def _last(instrument: Instrument, given: Mapping[str, str]) -> Part | None:
    """The part that was given last and can grow: no name, no date."""
    return next((part for part in reversed(instrument.parts) if given.get(part.name) and part.name not in
                 ("indiener", "indieners", "datum")), None)


def _joint(part: Part, text: str, clause: bool) -> str:
    """What stands between a part and what is added to it. clause: whether that is in the order of a clause with "dat"."""
    if part.many:
        return "\n"
    if clause:
        return ("" if text.rstrip().endswith((".", "?", "!")) else ".") + " Ook speelt dat "
    return " " if text.rstrip().endswith((".", "?", "!")) else ", en "


def _without_point(text: str, instrument: Instrument, given: Mapping[str, str]) -> Edit | None:
    """The part without the one point that a message means: by its number, or by a word that no other point has."""
    named = named_part(text, instrument)
    parts = ([named] if named.name in given else []) if named else [part for part in reversed(instrument.parts) if part.name in given]
    said = NUMBER.search(text)
    number = (ORDINALS[said["order"].lower()] if said["order"] else int(said["number"])) if said else None
    for part in parts:
        at = _meant_by_words(text, given[part.name]) if number is None else number
        left = None if at is None else without(given[part.name], at)
        if left is not None:
            return Edit(part.name, left)
    return None


def _meant_by_words(text: str, kept: str) -> int | None:
    """The number of the one point that shares most words with a text; None when none does, or several alike."""
    words = set(re.findall(r"\w{4,}", text.lower())) - EMPTY
    shared = [len(words & set(re.findall(r"\w{4,}", point.lower()))) for point in kept.split("\n")]
    meant = [number for number, count in enumerate(shared, 1) if count and count == max(shared)]
    return meant[0] if len(meant) == 1 else None
