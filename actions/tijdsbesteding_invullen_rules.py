"""Rules of the use of time: what is kept of the hours that were said, totals, and the table to keep. Pure functions.

Kept are minutes a week by activity (its short name), column (`nu`: as it is, `wens`: as wished) and part ("" is the whole).
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field, replace
from typing import Any

from actions.dutch_hours import WEEK, spell_hours
from actions.tijdsbesteding_reading_rules import NOW, REST, WISH, Entry, Problem
from actions.tijdsbesteding_words import Named
from knowledge.facts import activities, time_labels

COLUMNS = (NOW, WISH)
MOST_UNDONE = 10
QUESTION = re.compile(r"(?<![^.?!\n|])[^.?!\n|]+\?")
Kept = dict[str, dict[str, dict[str, int]]]


@dataclass(frozen=True)
class Row:
    """An activity of the table: its name there and its minutes in both columns (None: not filled in)."""

    name: str
    short: str
    now: int | None
    wish: int | None

    @property
    def difference(self) -> int | None:
        """Minutes that the wish is above what it is now; None where one of both is missing."""
        return None if self.now is None or self.wish is None else self.wish - self.now


@dataclass(frozen=True)
class Sheet:
    """What the conversation keeps: the hours, the activity that was named last, and the hours before each change."""

    kept: Kept = field(default_factory=dict)
    last: Named | None = None
    before: tuple[Kept, ...] = ()

    def as_slot(self) -> dict[str, Any] | None:
        """As the slot keeps it; None for an empty sheet."""
        if not self.kept and not self.before:
            return None
        last = [self.last.activity, self.last.part] if self.last else None
        return {"kept": self.kept, "last": last, "before": list(self.before)}

    def changed(self, kept: Kept, last: Named | None) -> Sheet:
        """The sheet with other hours; the hours of before can be had back."""
        before = (*self.before, self.kept)[-MOST_UNDONE:] if kept != self.kept else self.before
        return Sheet(kept, last, before)

    def undone(self) -> Sheet:
        """The sheet before the last change; an empty one when there is none."""
        return replace(self, kept=self.before[-1], before=self.before[:-1]) if self.before else Sheet()


def sheet_from(slot: dict[str, Any] | None) -> Sheet:
    """The sheet that a slot keeps."""
    if not slot:
        return Sheet()
    return Sheet(slot["kept"], Named(*slot["last"]) if slot.get("last") else None, tuple(slot.get("before") or ()))


def merged(kept: Kept, entries: tuple[Entry, ...]) -> tuple[Kept, tuple[Problem, ...]]:
    """What is kept with the entries of a message in it, and which of them did not fit."""
    new: Kept = {name: {column: dict(cell) for column, cell in columns.items()} for name, columns in kept.items()}
    problems = [problem for entry in entries if (problem := _put(new, entry))]
    for column in COLUMNS:
        if total(new, column) > WEEK:
            return kept, (Problem("week", column, total(new, column)),)
    return new, tuple(problems)


def _put(new: Kept, entry: Entry) -> Problem | None:
    if entry.activity == REST:
        return _put_rest(new, entry)
    columns = new.setdefault(entry.activity, {})
    now = minutes_of(new, entry.activity, NOW)
    if entry.how in ("same", "more", "less"):
        change = {"same": 0, "more": entry.minutes, "less": -entry.minutes}[entry.how]
        if now is None:
            return Problem("no_now", entry.activity)
        if now + change < 0:
            return Problem("negative", entry.activity)
        columns[WISH] = {"": now + change}
        return None
    cell = columns.setdefault(entry.column or NOW, {})
    if entry.how == "add":
        cell[entry.part] = cell.get(entry.part, 0) + entry.minutes
    elif entry.part:
        cell[entry.part] = entry.minutes
    else:
        cell.clear()
        cell[""] = entry.minutes
    return None


def _put_rest(new: Kept, entry: Entry) -> Problem | None:
    """ "De rest 0": what has no hours yet gets none, as wish only where wishes are asked for; "de rest hetzelfde"."""
    rows = rows_of(new)
    if entry.how == "same":
        same = [row for row in rows if row.now is not None and row.wish is None]
        for row in same:
            new[row.short][WISH] = {"": row.now or 0}
        return None
    if entry.minutes:
        return Problem("rest", "", entry.minutes)
    wishes = any(row.wish is not None for row in rows)
    for row in rows:
        empty = {NOW: row.now is None and entry.column != WISH,
                 WISH: row.wish is None and (entry.column == WISH or (not entry.column and wishes and row.now is None))}
        for column in COLUMNS:
            if empty[column]:
                new.setdefault(row.short, {})[column] = {"": 0}
    return None


def minutes_of(kept: Kept, activity: str, column: str) -> int | None:
    """Minutes a week of an activity, its parts added up; None where nothing was filled in."""
    cell = kept.get(activity, {}).get(column)
    return sum(cell.values()) if cell else None


def rows_of(kept: Kept) -> tuple[Row, ...]:
    """All twelve rows, in the order of the booklet's table."""
    return tuple(Row(activity.name, activity.short, minutes_of(kept, activity.short, NOW), minutes_of(kept, activity.short, WISH))
                 for activity in activities())


def total(kept: Kept, column: str) -> int:
    """Minutes a week of all activities that were filled in."""
    return sum(minutes_of(kept, name, column) or 0 for name in kept)


def cell(minutes: int | None) -> str:
    """Hours as a table shows them; "" where nothing was filled in."""
    return "" if minutes is None else spell_hours(minutes)


def table_lines(kept: Kept, differences: bool = False) -> list[str]:
    """The rows that were filled in, one a line: "- Overig: nu 2,5 (mailen 1,5 + bellen 1), wens 1", on wish the difference."""
    lines = []
    for row in rows_of(kept):
        said = [f"{column} {cell(minutes)}{_parts(kept, row.short, column)}"
                for column, minutes in ((NOW, row.now), (WISH, row.wish)) if minutes is not None]
        if differences and row.difference is not None:
            said.append(f"{time_labels()['difference_short']} {signed(row.difference)}")
        lines += [f"- {row.name}: {', '.join(said)}"] if said else []
    return lines


def signed(minutes: int) -> str:
    """A difference in hours with its sign: "+1,5", "−3", "0"."""
    return ("+" if minutes > 0 else "−" if minutes < 0 else "") + spell_hours(abs(minutes))


def totals(kept: Kept) -> dict[str, int]:
    """Totals in minutes by column, of the columns that were filled in, and their difference where every row has both."""
    rows = rows_of(kept)
    sums = {column: total(kept, column) for column in COLUMNS
            if any(minutes_of(kept, row.short, column) is not None for row in rows)}
    if len(sums) == 2 and is_complete(kept):
        sums["difference"] = sums[WISH] - sums[NOW]
    return sums


def is_complete(kept: Kept) -> bool:
    """Whether every row that was filled in has both its hours, so that totals can be compared."""
    return not any((row.now is None) != (row.wish is None) for row in rows_of(kept))


def _parts(kept: Kept, activity: str, column: str) -> str:
    named = {part: minutes for part, minutes in kept[activity][column].items() if part}
    rest = [spell_hours(kept[activity][column][""])] if named and kept[activity][column].get("") else []
    return f" ({' + '.join([*rest, *(f'{part} {spell_hours(minutes)}' for part, minutes in named.items())])})" if named else ""


def csv_table(kept: Kept) -> bytes:
    """The twelve rows and the totals as Dutch spreadsheets open them: UTF-8 with its mark, semicolons, decimal commas."""
    labels, rows = time_labels(), rows_of(kept)
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow([labels[name] for name in ("activity", "now", "wish", "difference")])
    for row in rows:
        lines.writerow([row.name, cell(row.now), cell(row.wish), cell(row.difference)])
    sums = totals(kept)
    lines.writerow([labels["total"], *(cell(sums.get(name)) for name in (*COLUMNS, "difference"))])
    return text.getvalue().encode("utf-8-sig")


def questions_in(text: str) -> tuple[str, ...]:
    """The questions that a passage asks, each as it stands there."""
    return tuple(match[0].strip() for match in QUESTION.finditer(text))
