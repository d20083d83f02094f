"""The reading order of a PDF page: columns one after the other, tables row by row, the rest from top to bottom.

pdfminer's own order goes wrong on narrow gutters and on titles above columns, so the pieces are ordered here: find an
upright gutter that pieces stand on both sides of, cut the page into bands where something crosses it, and look at each
side of a band again.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from statistics import median

from knowledge.reading.lines import Line, Region, Rules, merged
from knowledge.reading.rows import heights, in_rows, join_justified, join_labels, rows
from knowledge.reading.tables import is_table, table_rows, trim

# Beyond these a page is a drawing or broken, and its order not worth minutes; a full page of print has 150 pieces,
# a spreadsheet 1,000.
MOST_PIECES = 2_000
MOST_STARTS = 60
MOST_COLUMNS = 25


def arrange(lines: list[Line], rules: Rules = ()) -> list[Region]:
    """The regions of a page (or of a part of it) in the order in which they are read."""
    lines = join_justified(join_labels(in_rows(lines)))
    return _arrange(lines, rules) if len(lines) <= MOST_PIECES else [Region(tuple(rows(lines)))]


def _arrange(lines: list[Line], rules: Rules, deep: int = 0) -> list[Region]:
    gutter = find_gutter(lines) if deep < MOST_COLUMNS else None
    if gutter is None:
        return [Region(tuple(rows(lines)))] if lines else []
    regions: list[Region] = []
    whole: list[Line] = []
    for band in bands(lines, gutter):
        left, right = sides(band, gutter)
        if not paired(left, right):
            whole += band
            continue
        columns = _arrange(left, rules, deep + 1) + _arrange(right, rules, deep + 1)
        if is_table(left, right, columns, rules):
            before, band, after = trim(band)
            regions += [*_arrange(whole + before, rules, deep + 1), Region(tuple(table_rows(band, rules)), table=True)]
            whole = after
        else:
            regions += _arrange(whole, rules, deep + 1) + columns
            whole = []
    return regions + _arrange(whole, rules, deep + 1)


def find_gutter(lines: list[Line]) -> float | None:
    """The x where the right-hand column of the best gutter begins; None when all is one column."""
    starts = Counter(round(b.x0, 1) for _, b in neighbours(lines))
    best, found = 0.0, None
    for x in sorted(x for x, _ in starts.most_common(MOST_STARTS)):
        total = 0.0
        for band in bands(lines, x):
            left, right = sides(band, x)
            if paired(left, right):
                total += len(left) + len(right)
        if total > best:
            best, found = total, x
    return found


def neighbours(lines: list[Line]) -> list[tuple[Line, Line]]:
    """Pairs (left, right) of pieces that overlap in height; lines come from top to bottom."""
    pairs = []
    for index, line in enumerate(lines):
        for other in lines[index + 1:]:
            if other.y1 < line.y0 - line.size:
                break
            if min(line.y1, other.y1) - max(line.y0, other.y0) > 0:
                left, right = sorted((line, other), key=lambda i: i.x0)
                if right.x0 >= left.x1:
                    pairs.append((left, right))
    return pairs


def bands(lines: list[Line], x: float) -> list[list[Line]]:
    """Runs of lines that all cross x or all keep to one side of it."""
    found: list[list[Line]] = []
    last = None
    for line in lines:
        crosses = line.x0 < x - 1 and line.x1 > x
        if crosses != last:
            found.append([])
            last = crosses
        found[-1].append(line)
    return found


def sides(band: list[Line], x: float) -> tuple[list[Line], list[Line]]:
    """What stands left and right of x in a band where nothing crosses it."""
    return [i for i in band if i.x0 < x - 1], [i for i in band if i.x0 >= x - 1]


def paired(left: list[Line], right: list[Line]) -> bool:
    """Whether two sides are columns: three lines beside each other, or two with a wide gutter."""
    if len(left) < 2 or len(right) < 2:
        return False
    spans = merged((i.y0, i.y1) for i in left)
    beside = [b for b in right if (at := bisect(spans, (b.y1,))) and spans[at - 1][1] > b.y0]
    gap = min(b.x0 for b in right) - max(a.x1 for a in left)
    return min(heights(left), heights(beside)) >= (2 if gap > 2 * median(i.size for i in left) else 3)
