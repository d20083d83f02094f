"""What a message says of hours a week: activities, amounts, as it is or as wished. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from actions.dutch_hours import COUNTED
from actions.tijdsbesteding_words import STRONG, Item, Named, items_of

NOW, WISH = "nu", "wens"
REST = "rest"
EACH = ("elk", "allebei", "beide", "ieder", "alledrie")


@dataclass(frozen=True)
class Entry:
    """What a message says of one activity. how: set | add | more | less (than now) | same (as now).

    activity: a short name, or REST. column: nu, wens, or "" where the message does not say.
    """

    activity: str
    part: str
    column: str
    minutes: int
    how: str = "set"


@dataclass(frozen=True)
class Problem:
    """Something that could not be read or does not fit; text: the user's own words.

    kind: negative | range | per | unknown | no_hours | no_now | rest | week
    """

    kind: str
    text: str
    minutes: int = 0


@dataclass(frozen=True)
class Reading:
    """What was read of a message, and the activity that it named last."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    last: Named | None = None


def read_message(text: str, last: Named | None = None) -> Reading:
    """Every amount of hours in a message, with its activity; `last`: the activity that was named before it."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    named: list[Named] = []
    mode, known = "", last
    for clause, breaks in _clauses(items_of(text)):
        if breaks and not _acts(clause):
            known = last if not named else known
        mode = _mode(clause) or mode
        acts = _acts(clause)
        if acts:
            known = acts[-1]
        fault = _fault(clause, bool(acts) or any(item.kind == "rest" for item in clause), known)
        if fault:
            problems.append(fault)
            continue
        named += acts
        waiting = [act for act in dict.fromkeys(named) if act.activity not in {entry.activity for entry in entries}]
        entries += _entries(clause, acts, known, mode, entries, waiting)
    filled = {entry.activity for entry in entries}
    if entries or problems:
        bare = dict.fromkeys(act.activity for act in named if act.activity not in filled)
        problems += [Problem("no_hours", name) for name in bare]
    return Reading(tuple(entries), tuple(problems), known)


def _clauses(items: list[Item]) -> list[tuple[list[Item], bool]]:
    """The items between separators, and whether a strong separator stood before; "waarvan 2 in commissie" is in the amount before
    and counts no more."""
    found: list[tuple[list[Item], bool]] = [([], False)]
    aside = False
    for item in items:
        aside = item.text.lower() == "waarvan" or (aside and item.kind != "sep")
        if item.kind == "sep":
            found.append(([], item.text in STRONG))
        elif not aside:
            found[-1][0].append(item)
    return [(clause, breaks) for clause, breaks in found if clause]


def _acts(clause: list[Item]) -> list[Named]:
    """The activities that a clause names, each once; weak words only where there are no others."""
    found = [item.named for item in clause if item.named]
    strong = [named for named in found if not named.weak] or found
    parts = {named.activity for named in strong if named.part}
    return list(dict.fromkeys(named for named in strong if named.part or named.activity not in parts))


def _mode(clause: list[Item]) -> str:
    """The column that a clause sets for what follows: its marker stands before an activity ("wens: lezen 4"), else ""."""
    kinds = [item.kind for item in clause if item.kind not in ("filler", "unknown", "day")]
    for at, kind in enumerate(kinds[:-1]):
        if kind == "act":
            return ""
        if kind in ("now", "wish") and kinds[at + 1] == "act":
            return NOW if kind == "now" else WISH
    return ""


def _fault(clause: list[Item], has_subject: bool, known: Named | None) -> Problem | None:
    """Why nothing can be read from a clause with amounts, or None."""
    kinds = [item.kind for item in clause]
    text = " ".join(item.text for item in clause)
    if "negative" in kinds:
        return Problem("negative", text)
    if "amount" not in kinds:
        return None
    triples = zip(kinds, kinds[1:], kinds[2:], strict=False)
    if ("amount", "range", "amount") in triples or any(item.text.lower() == "tussen" for item in clause):
        return Problem("range", text)
    counted = any(item.kind == "unknown" and following.text.lower() in COUNTED
                  for item, following in pairwise(clause))
    if counted or any(item.text.lower() in ("%", "procent", "dagelijks", "maandelijks", "jaarlijks") for item in clause) or any(
            pair == ("often", "period") for pair in pairwise(kinds)):
        return Problem("per", text)
    strange = [item.text for item in clause if item.kind == "unknown"]
    overall = any(item.text.lower() in ("totaal", "alles") for item in clause)  # "in totaal 20": of no activity
    if not has_subject and (strange or overall or known is None):
        minutes = next(item.hours.minutes for item in clause if item.hours)
        return Problem("unknown", " ".join(strange), minutes)
    return None


def _entries(clause: list[Item], acts: list[Named], known: Named | None, mode: str, before: list[Entry],
             each: list[Named]) -> list[Entry]:
    """What a clause says; `each`: the activities so far that have no amount yet ("lezen en schrijven elk 2 uur")."""
    rest = any(item.kind == "rest" for item in clause)
    subjects = [Named(REST)] if rest else acts
    if len(each) > len(acts) and any(item.text.lower() in EACH for item in clause):
        minutes = next((item.hours.minutes for item in clause if item.hours), 0)
        return [Entry(named.activity, named.part, mode, minutes) for named in each]
    if any(item.kind == "same" for item in clause) and (subjects or known):
        return [Entry(named.activity, named.part, WISH, 0, "same") for named in subjects or [known] if named]
    behind = _first(clause, "amount") < _first(clause, "act")
    found: list[Entry] = []
    turn = -1
    for at, item in enumerate(clause):
        if item.named and item.named in acts and acts.index(item.named) > turn:
            turn = acts.index(item.named)
        if not item.hours:
            continue
        subject = known if not subjects else subjects[min(turn + 1 if behind else max(turn, 0), len(subjects) - 1)]
        if subject:
            how = _how(clause, at, subject, [*before, *found])
            column = WISH if how in ("more", "less") else _column(clause, at) or mode
            if not column and how == "set" and any((e.activity, e.part, e.column) == (subject.activity, subject.part, "")
                                                   for e in found):
                column = WISH  # "vergaderen 8/5": the second of two bare amounts
            found.append(Entry(subject.activity, subject.part, column, item.hours.minutes, how))
    return found


def _first(clause: list[Item], kind: str) -> int:
    return next((at for at, item in enumerate(clause) if item.kind == kind), len(clause))


def _how(clause: list[Item], at: int, subject: Named, before: list[Entry]) -> str:
    """How an amount counts: "2 minder", "2 erbij", a second day of the same activity, or as it is."""
    after = next((item.kind for item in clause[at + 1:at + 3] if item.kind in ("more", "less", "amount")), "")
    if after in ("more", "less"):
        return after
    if any(item.kind == "add" for item in clause):
        return "add"
    by_day = at and clause[at - 1].kind == "day"
    again = any((entry.activity, entry.part) == (subject.activity, subject.part) for entry in before)
    return "add" if by_day and again else "set"


def _column(clause: list[Item], at: int) -> str:
    """The column of an amount: the marker between it and the amount before, or right behind it; "" without one."""
    marks = [(where, item.kind) for where, item in enumerate(clause) if item.kind in ("now", "wish")]
    amounts = [where for where, item in enumerate(clause) if item.hours]
    if not marks:
        return ""
    if amounts[0] < marks[0][0] and marks[-1][0] > amounts[-1]:  # "8 nu 5 wens"
        upto = next((where for where in amounts if where > at), len(clause))
        marker = next((kind for where, kind in marks if at < where < upto), "")
    else:
        start = max([where for where, item in enumerate(clause[:at]) if item.kind in ("amount", "fill")], default=-1)
        marker = next((kind for where, kind in reversed(marks) if start < where < at), "")
        if marker == "wish" and clause[at - 1].text.lower() == "van" and any(
                item.text.lower() in ("naar", "->") for item in clause[at + 1:]):
            return NOW  # "ik wil van 8 naar 5"
    return {"now": NOW, "wish": WISH}.get(marker, "")
