"""Rules of "welk instrument past?": the decision table, which facts matter, what is still to be asked. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from itertools import product

from actions.dutch_numbers import fold
from actions.welk_instrument_facts_rules import NO, UNKNOWN, YES, Facts, asks_bot, read_facts

GOALS = ("informatie", "debat", "uitspraak", "wijziging", "eigen_voorstel", "onderzoek", "geld")
VALUES = {"goal": GOALS, "agenda": (YES, NO, UNKNOWN), "urgent": (YES, NO)}
CHANGES = re.compile(r"\b(?:toch|nee|eigenlijk|bedoel\w*|liever|of wacht|sorry|klopt niet|anders)\b"
                     r"|^\W*(?:en|maar|of)\W+(?:wat )?(?:als|stel)\b")  # "en als ik de tekst wil veranderen": another wish
AGREES = re.compile(r"^\W*(?:ja+|jazeker|jep|jup|yes|zeker|inderdaad|klopt|dat wel|wel)\b")
DENIES = re.compile(r"^\W*(?:nee+|neen|nope|no|niet|geen|nog niet|dat niet|welnee)\b")
ASKING = re.compile(
    r"^\W*(?:en\s+)?(?:wat|hoe|wie|waar\w*|wanneer|welke?|waarom|mag|kan|kun|moet|heb|is|zijn|krijg)\b", re.IGNORECASE)
UNSURE = re.compile(r"\b(?:weet (?:ik )?(?:het |dat )?(?:nog |echt )?niet|geen idee|misschien|onbekend|geen flauw idee|kweenie|"
                    r"weetniet)\b")


@dataclass(frozen=True)
class Row:
    """One row of the decision table. A fact that is None may be anything; several values are joined by |.

    instruments: one or two passages (topic/facet) that say why. told_only: counts only for facts that the member told;
    nothing is asked for it.
    """

    name: str
    goal: str
    agenda: str | None
    urgent: str | None
    instruments: tuple[str, ...]
    told_only: bool = False


TABLE = (
    # name               goal            on the agenda        urgent  one or two instruments, with the passage that says why
    # Who wants information is asked nothing more: at 22:30 the answer is "stel vragen", with haste also what else there is.
    Row("informatie", "informatie", YES, None, ("vragen/wanneer",)),
    Row("informatie_haast", "informatie", None, YES, ("vragen/hoe", "interpellatie/wat"), told_only=True),
    Row("informatie", "informatie", None, None, ("vragen/wanneer",)),
    Row("debat_agenda", "debat", YES, None, ("vragen/wat", "motie/wat")),
    Row("debat_nieuw", "debat", NO, None, ("interpellatie/wat",)),
    Row("debat_onbekend", "debat", UNKNOWN, None, ("interpellatie/wat", "vragen/wat")),
    Row("uitspraak_haast", "uitspraak", NO, YES, ("motie/wanneer", "interpellatie/wat"), told_only=True),
    Row("uitspraak", "uitspraak", None, None, ("motie/wat",)),
    Row("wijziging_agenda", "wijziging", YES, None, ("amendement/wanneer",)),
    Row("wijziging_nieuw", "wijziging", NO, None, ("initiatiefrecht/wat", "motie/wat")),
    Row("wijziging_onbekend", "wijziging", UNKNOWN, None, ("amendement/wanneer", "initiatiefrecht/wat")),
    Row("eigen_voorstel_agenda", "eigen_voorstel", YES, None, ("initiatiefrecht/wat", "amendement/wanneer")),
    Row("eigen_voorstel", "eigen_voorstel", f"{NO}|{UNKNOWN}", None, ("initiatiefrecht/wat",)),
    Row("onderzoek_haast", "onderzoek", None, YES, ("vragen/hoe", "raadsonderzoek/wanneer")),
    Row("onderzoek", "onderzoek", None, NO, ("raadsonderzoek/wanneer", "rekenkamer/taken")),
    Row("geld_agenda", "geld", YES, None, ("budgetrecht/wanneer", "amendement/wanneer")),
    Row("geld_nieuw", "geld", NO, None, ("budgetrecht/wanneer", "initiatiefrecht/wat")),
    Row("geld_onbekend", "geld", UNKNOWN, None, ("budgetrecht/wanneer",)),
)


def decide(facts: Facts) -> Row:
    """The row of the table for these facts; ValueError when a fact that matters is missing."""
    missing = next_fact(facts)
    if missing:
        raise ValueError(f"Found no {missing} in {facts}. Expected one of {', '.join(VALUES[missing])}: ask for it first.")
    return next(row for row in TABLE if _fits(row, facts))


def next_fact(facts: Facts) -> str | None:
    """The first fact that is still unknown and changes the outcome, or None when the table can decide."""
    return next((name for name in VALUES if getattr(facts, name) is None and matters(name, facts)), None)


def matters(name: str, facts: Facts) -> bool:
    """Whether another value of this unknown fact can lead to another row."""
    if name == "goal":
        return True
    others = [f.name for f in fields(Facts) if f.name != name and getattr(facts, f.name) is None]
    for values in product(*(VALUES[other] for other in others)):
        known = replace(facts, **dict(zip(others, values, strict=True)))
        rows = {next(row.name for row in TABLE if not row.told_only and _fits(row, replace(known, **{name: value})))
                for value in VALUES[name]}
        if len(rows) > 1:
            return True
    return False


def heard(text: str, asked: str | None, known: Facts) -> dict[str, str]:
    """The facts that a message tells, by name: the answer to what was `asked`, and what else it says.

    A goal that is known already changes only when the message says that it puts something right.
    """
    if asks_bot(text):
        return {}
    told = read_facts(text)
    new = {name: value for name in VALUES if (value := getattr(told, name)) is not None}
    if "goal" in new and known.goal is not None and asked != "goal" and not CHANGES.search(fold(text)):
        del new["goal"]
    if asked and asked not in new and (answer := read_answer(asked, text)):
        new[asked] = answer
    return new


def read_answer(asked: str, text: str) -> str | None:
    """A plain answer to one question: a value of its button, or yes, no, "weet ik niet"."""
    plain = fold(text).strip(" .!")
    if plain in VALUES[asked]:
        return plain
    if asks_bot(text):
        return None
    if asked == "goal":
        return read_facts(text).goal
    if UNSURE.search(plain):
        return UNKNOWN if asked == "agenda" else NO
    if DENIES.search(plain):
        return NO
    return YES if AGREES.search(plain) else None


def _fits(row: Row, facts: Facts) -> bool:
    return all(wanted is None or getattr(facts, name) in wanted.split("|")
               for name, wanted in (("goal", row.goal), ("agenda", row.agenda), ("urgent", row.urgent)))
