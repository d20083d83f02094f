"""Tables of a PDF page: what is one, and its rows as lines 'cell – cell'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import median

from knowledge.reading.blocks import join_lines
from knowledge.reading.lines import Line, Region, Rules, merged
from knowledge.reading.rows import beside, same_line


def is_table(left: list[Line], right: list[Line], columns: list[Region], rules: Rules) -> bool:
    """Whether two sides belong together row by row: rules run through both, or most lines align and are short."""
    top, bottom = max(i.y1 for i in left + right), min(i.y0 for i in left + right)
    edge, start = max(i.x1 for i in left), min(i.x0 for i in right)
    if len({y for x0, x1, y in rules if x0 < edge and x1 > start and bottom + 2 < y < top - 2}) >= 2:
        return True
    few, many = sorted((left, right), key=len)
    if sum(any(same_line(a, b) for b in many) for a in few) < 0.6 * len(few):
        return False
    short = sum(len(c.lines) for c in columns if c.table or is_short(c))
    # Few words beside much prose are its labels when they stand along all of it, a column's last lines when they don't.
    along = max(i.y1 for i in few) - min(i.y0 for i in few) > 0.6 * (top - bottom)
    return short >= 0.4 * sum(len(c.lines) for c in columns) or (along and is_short(Region(tuple(few))))


def is_short(column: Region) -> bool:
    """Whether a column holds words rather than prose; lines of prose fill 0.85 of their column and more."""
    widths = [line.x1 - line.x0 for line in column.lines]
    return median(len(line.text) for line in column.lines) <= 16 or median(widths) < 0.55 * max(widths)


def trim(band: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """What stands before a table, the table, and what stands clear after it."""
    beside = [any(same_line(a, b) and a is not b for b in band) for a in band]
    start, end = beside.index(True), len(band) - beside[::-1].index(True)
    while end < len(band) and band[end - 1].y0 - band[end].y1 < 0.7 * band[end].size:
        end += 1
    return band[:start], band[start:end], band[end:]


def table_rows(lines: list[Line], rules: Rules) -> list[Line]:
    """The rows of a table, each as one line 'cell – cell'."""
    spans = merged((i.x0, i.x1) for i in lines)
    top, bottom = max(i.y1 for i in lines), min(i.y0 for i in lines)
    rules = tuple(r for r in rules if bottom < r[2] < top and r[0] < spans[-1][0] and r[1] > spans[0][1])
    if len({y for *_, y in rules}) < 2:
        rules = ()  # one rule is the line under the header
    first = lambda line: next(i for i, (x0, x1) in enumerate(spans) if x0 <= line.x0 <= x1)
    found: list[list[Line]] = []
    for line in lines:
        if not found or _new_row(found[-1], line, first, rules):
            found.append([])
        found[-1].append(line)
    result = []
    for row in found:
        cells = [join_lines([i.text for i in row if first(i) == column]) for column in range(len(spans))]
        whole = row[0]
        for line in row[1:]:
            whole = beside(whole, line, " ")
        result.append(replace(whole, text=" – ".join(cell for cell in cells if cell), x0=min(i.x0 for i in row)))
    return result


def _new_row(row: list[Line], line: Line, column: Callable[[Line], int], rules: Rules) -> bool:
    last = row[-1]
    if same_line(last, line):
        return False
    if rules:  # a ruled table says itself where a row ends
        return any(line.middle < y < last.middle for *_, y in rules)
    return (column(line) == 0 and not line.text[0].islower()) or last.y0 - line.y1 > 0.7 * line.size
