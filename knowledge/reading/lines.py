"""The lines of a PDF page: pdfminer's characters as pieces of text with a place, a size and a weight."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pdfminer.layout import LTAnno, LTChar, LTContainer, LTCurve, LTImage, LTPage, LTTextLine

from knowledge.reading.blocks import clean

WIDE = 1.0  # a gap of this many times the letter size parts two pieces
BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
UNMAPPED = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True)
class Line:
    """A piece of one printed line; coordinates in points from the page's lower left corner."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    page: int
    space: float = 0.0  # the widest gap between its letters

    @property
    def middle(self) -> float:
        """Half-way up."""
        return (self.y0 + self.y1) / 2


Rules = tuple[tuple[float, float, float], ...]  # drawn horizontal lines: x0, x1, y


@dataclass(frozen=True)
class Region:
    """Lines that are read from top to bottom; in a table each line is a row, 'cell – cell'."""

    lines: tuple[Line, ...]
    table: bool = False


@dataclass(frozen=True)
class Page:
    """What a page holds; `unmapped` counts the letters that no one can name."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: Rules
    pictures: bool
    unmapped: int


def read_page(layout: LTPage, number: int) -> Page:
    """One laid-out page as lines; turned text (a watermark, a margin note) is left out."""
    lines, pictures, unmapped = [], False, 0
    rules: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for item in walk(layout):
        if isinstance(item, LTTextLine):
            for chars in pieces(item):
                unmapped += sum(bool(UNMAPPED.match(c.get_text())) for c in chars if isinstance(c, LTChar))
                if (line := as_line(chars, number)) is not None:
                    lines.append(line)
        elif isinstance(item, LTCurve):
            # A flat shape is a rule; a box gives its upper and lower side.
            for y in {round(item.y0), round(item.y1)} if item.width > 5 else ():
                rules[y].append((item.x0, item.x1))
        elif isinstance(item, LTImage):
            pictures = True
    # Word draws the border of each cell: those that touch are one rule.
    through = tuple((x0, x1, float(y)) for y, spans in rules.items() for x0, x1 in merged(spans, 2) if x1 - x0 > 30)
    return Page(number, layout.width, layout.height, tuple(lines), through, pictures, unmapped)


def merged(spans: Iterable[tuple[float, float]], near: float = 0) -> list[tuple[float, float]]:
    """Spans in order, those that touch as one: a table's columns from its cells, the heights that text fills."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + near:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def walk(container: LTContainer) -> Iterator:
    """Lines, shapes and pictures, also those within boxes and figures."""
    waiting = list(container)[::-1]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTContainer) and not isinstance(item, LTTextLine):
            waiting += list(item)[::-1]
        else:
            yield item


def pieces(line: LTTextLine) -> Iterator[list]:
    """The characters of a line, parted where a gap is wide: pdfminer bridges narrow gutters between columns."""
    piece: list = []
    last: LTChar | None = None
    for char in line:
        if isinstance(char, LTChar):
            if not upright(char):
                continue
            if not char.get_text().strip():  # printed blanks don't fill a gap
                piece.append(char)
                continue
            if last is not None and char.x0 - last.x1 > WIDE * max(char.size, last.size):
                yield piece
                piece = []
            last = char
        piece.append(char)
    yield piece


def upright(char: LTChar) -> bool:
    """Whether a character stands on a horizontal line."""
    a, b, *_ = char.matrix
    return abs(b) < 0.1 * abs(a) if a else False


def as_line(chars: list, page: int) -> Line | None:
    """A piece as a Line, or None when nothing readable is in it."""
    text = clean(UNMAPPED.sub("", "".join(c.get_text() for c in chars if isinstance(c, LTChar | LTAnno))))
    inked = [c for c in chars if isinstance(c, LTChar) and c.get_text().strip()]
    if not text or not inked:
        return None
    size = Counter(round(c.size * 2) / 2 for c in inked).most_common(1)[0][0]
    letters = [c for c in inked if c.get_text().isalnum()] or inked
    bold = sum(bool(BOLD.search(c.fontname)) for c in letters) >= 0.9 * len(letters)
    return Line(text, min(c.x0 for c in inked), min(c.y0 for c in inked), max(c.x1 for c in inked),
                max(c.y1 for c in inked), size, bold, page,
                max((b.x0 - a.x1 for a, b in zip(inked, inked[1:], strict=False)), default=0.0))
