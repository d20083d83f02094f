"""Rules of the tours through the booklet: their steps, read from its passages, and where a message wants to go."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.dutch_numbers import UNITS, fold
from knowledge import Passage

ITEM = re.compile(r"^\d+\. (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Tour:
    """A tour: the passages that it goes through (a single one with a numbered list: its items), the passage that opens it, one
    whose change in the law is told first (or ""), and the one that closes it (or "")."""

    passages: tuple[str, ...]
    opening: str
    changed: str = ""
    closing: str = ""


TOURS = {
    "opleidingsbudget_regelen": Tour(("leren_ontwikkelen/stappenplan",), "leren_ontwikkelen/stappenplan",
                                     closing="leren_ontwikkelen/recht"),
    "accountantscontrole_doorlopen": Tour(
        ("accountant/aanbesteding", "accountant/overleg", "accountant/planning", "accountant/interne_controle",
         "accountant/uitnodigen"), "accountant/inzicht", changed="accountant/oordeel"),
    "vierjaarscyclus_doorlopen": Tour(("kennispunt_lokale_partijen/vierjaarcyclus",), "kennispunt_lokale_partijen/vierjaarcyclus",
                                      closing="kennispunt_lokale_partijen/trainingen"),
}


def stops_of(tour: Tour, passage_of: Callable[[str], Passage | None]) -> tuple[Passage, ...]:
    """The steps of a tour in the order of the source: its passages, or a single passage once for each item of its list, with that
    item as text and the links that belong to it. ValueError where a passage is missing."""
    found = []
    for identity in tour.passages:
        passage = passage_of(identity)
        if passage is None:
            raise ValueError(f"{identity}: found no such passage. Expected it in knowledge/edition. Run: make index")
        items = ITEM.findall(passage.text) if len(tour.passages) == 1 else []
        found += [replace(passage, text=text, links=tuple(link for link in passage.links if link.text in text))
                  for text in items] or [passage]
    return tuple(found)


def lead(passage: Passage) -> str:
    """What a passage says before its numbered list; a passage without one: its first paragraph."""
    item = ITEM.search(passage.text)
    return passage.text[:item.start()].strip() if item else passage.text.split("\n\n")[0].strip()


AROUND = frozenset("""
    ok oke ja en de het een naar ga gaan we wij ik wil nu graag even ff eens maar dan toch doe mij me nog aub hoor
    alsjeblieft stap stappen tip tips onderdeel terug weer stapje kan kun je mag u prima duidelijk helder goed top snap
    begrepen gelezen dank dankje bedankt thanks super fijn hiermee ermee met rondleiding dit sorry zo tot is zijn wat toon
    geef laat zien keer zullen laten mee nr nummer""".split())
WORDS = {
    "stop": "stop stoppen genoeg klaar einde beeindigen annuleren annuleer afbreken niet laat_maar nee cancel exit sluiten later",
    "restart": "opnieuw overnieuw begin beginnen voren",
    "back": "vorige vorig terug back hiervoor ervoor",
    "again": "herhaal nogmaals nogeens",
    "all": "alle allemaal overzicht lijst lijstje",
    "next": "volgende volgend verder door doorgaan next vervolg daarna vervolgens hierna volgnde vlgende volgede verdr",
}
ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8, "negende": 9,
            "tiende": 10, "elfde": 11, "twaalfde": 12}
YES = frozenset("ok oke ja prima duidelijk helder goed top snap begrepen gelezen dank dankje bedankt".split())
LAST = -1


@dataclass(frozen=True)
class Move:
    """Where a message wants to go. kind: next | back | stop | restart | again | all | to; step: for `to` (LAST: the last)."""

    kind: str
    step: int = 0


def read_move(text: str) -> Move | None:
    """The move that a message asks for and nothing else; None for what must be answered."""
    plain = fold(text).replace("laat maar zien", "toon").replace("laat maar", "laat_maar")
    said = re.findall(r"\w+", plain)
    if not said or len(said) > 8:
        return None
    step = next((number for word in said if (number := _step(word)) is not None), None)
    rest = [word for word in said if word not in AROUND and _step(word) is None]
    if step is not None:
        return Move("to", step) if not rest and "?" not in text else None
    for kind, words in WORDS.items():
        if any(word in words.split() for word in said) and all(any(word in known.split() for known in WORDS.values())
                                                               for word in rest):
            return Move(kind)
    return Move("next") if not rest and "?" not in text and YES.intersection(said) and len(said) <= 4 else None


def _step(word: str) -> int | None:
    if word.isdigit() and len(word) <= 2:
        return int(word)
    if word in ("laatste", "slot"):
        return LAST
    return ORDINALS.get(word) or (UNITS.get(word) if word != "een" else None)


def landing(move: Move, step: int, steps: int) -> int | None:
    """The step that a move leads to from `step` of `steps` (both from 1); None beyond the last step."""
    if move.kind == "next":
        return step + 1 if step < steps else None
    if move.kind == "to":
        return steps if move.step == LAST else min(max(move.step, 1), steps)
    return {"back": max(step - 1, 1), "restart": 1}.get(move.kind, step)
