"""Pieces of text as printed rows: in their order, with numbers and stretched words back in their lines."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from knowledge.reading.blocks import LABEL
from knowledge.reading.lines import Line

ONLY_LABEL = re.compile(rf"{LABEL}|(?:Artikel|ARTIKEL|Art\.|§)\s*\d+(?:[.:]\d+)*[a-z]*[.:]?")


def in_rows(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, those of one height from left to right: every list of lines below is in this order."""
    ordered: list[list[Line]] = []
    for line in sorted(lines, key=lambda i: -i.middle):
        if ordered and same_line(ordered[-1][0], line):
            ordered[-1].append(line)
        else:
            ordered.append([line])
    return [line for row in ordered for line in sorted(row, key=lambda i: i.x0)]


def same_line(one: Line, other: Line) -> bool:
    """Whether two pieces stand at the same height."""
    return abs(one.middle - other.middle) < 0.4 * min(one.size, other.size)


def heights(lines: list[Line]) -> int:
    """At how many heights lines stand."""
    return sum(not same_line(a, b) for a, b in zip(lines, lines[1:], strict=False)) + bool(lines)


def beside(left: Line, right: Line, between: str) -> Line:
    """Two pieces of one line as one, with the words between them."""
    return replace(left, text=left.text + between + right.text, x1=right.x1, y0=min(left.y0, right.y0),
                   y1=max(left.y1, right.y1), size=max(left.size, right.size), bold=left.bold and right.bold,
                   space=max(left.space, right.space))


def join_labels(lines: list[Line]) -> list[Line]:
    """A number or bullet that stands apart goes to the text beside it, so that a list is no table."""
    joined: list[Line] = []
    waiting: Line | None = None
    for line in lines:
        if waiting is not None:
            # From 'Artikel 3' the next column may not be far, from '1.' it is.
            reach = (8 if len(waiting.text) <= 5 else 4) * waiting.size
            if same_line(waiting, line) and 0 <= line.x0 - waiting.x1 < reach:
                line = beside(waiting, line, " ")
            else:
                joined.append(waiting)
            waiting = None
        if ONLY_LABEL.fullmatch(line.text):
            waiting = line
        else:
            joined.append(line)
    return joined if waiting is None else [*joined, waiting]


def join_justified(lines: list[Line]) -> list[Line]:
    """Pieces of a line that was stretched to its column's width are one again: single words, all equally far apart."""
    joined: list[Line] = []
    starts = column_starts(lines)
    gaps = [b.x0 - a.x1 if same_line(a, b) else -1 for a, b in zip(lines, lines[1:], strict=False)]
    alike = lambda i, j: 0 <= j < len(gaps) and gaps[j] > 0 and abs(gaps[i] - gaps[j]) < 0.3 + 0.03 * gaps[i]
    bare = lambda i: ONLY_LABEL.sub("", lines[i].text, count=1).strip()
    word = lambda i: " " not in bare(i) and any(c.isalpha() for c in bare(i))  # figures in a row are a table's
    for index, line in enumerate(lines):
        gap = gaps[index - 1] if index else -1
        if 0 <= gap <= 4 * line.size and not starts & {round(line.x0)} and (
                gap <= 1.15 * max(line.space, lines[index - 1].space)
                or (alike(index - 1, index - 2) and word(index - 1)) or (alike(index - 1, index) and word(index))):
            joined[-1] = beside(joined[-1], line, " ")
        else:
            joined.append(line)
    return joined


def column_starts(lines: list[Line]) -> set[int]:
    """Where five lines or more begin beside another piece: a column, not a wide blank. Points, with one either way."""
    begun = Counter(round(b.x0) for a, b in zip(lines, lines[1:], strict=False) if same_line(a, b))
    return {x + near for x in begun if begun[x - 1] + begun[x] + begun[x + 1] >= 5 for near in (-1, 0, 1)}


def rows(lines: list[Line]) -> list[Line]:
    """One column from top to bottom; pieces at one height are one line, wide apart with a dash between."""
    found: list[Line] = []
    for line in lines:
        if found and same_line(found[-1], line) and line.x0 >= found[-1].x1 - 1:
            far = line.x0 - found[-1].x1 > 4 * line.size and not ONLY_LABEL.fullmatch(found[-1].text)
            found[-1] = beside(found[-1], line, " – " if far else " ")
        else:
            found.append(line)
    return found
