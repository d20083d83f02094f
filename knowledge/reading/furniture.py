"""What repeats on the pages of a PDF without being its text: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from knowledge.reading.lines import Line, Page
from knowledge.reading.structure import read_mark

EDGE = 0.11  # of the page's height, above and below
MOST = 0.4  # of the pages: left and right pages often have headers of their own
PAGE_NUMBER = re.compile(r"(?:(?:pagina|pag\.?|blz\.?|bladzijde|page|p\.)\s*)?[-–|]?\s*\d{1,4}\s*"
                         r"(?:(?:van|of|/)\s*\d{1,4})?\s*[-–|]?", re.IGNORECASE)


def without_furniture(pages: Iterable[Page]) -> list[Page]:
    """The pages without the lines at their edges that repeat, and without bare page numbers there."""
    pages = list(pages)
    shapes = Counter(key for page in pages for key in {shape(line) for line in edge(page)})
    texts = Counter(key for page in pages for key in {exact(line) for line in edge(page)})
    needed = max(3, MOST * len(pages))

    def repeats(line: Line) -> bool:
        return texts[exact(line)] >= min(3, max(2, len(pages)))

    def counts(line: Line) -> bool:
        # 'Artikel 5' and 'Artikel 9' on top of two pages are articles, not one header with numbers in it.
        return PAGE_NUMBER.fullmatch(line.text) is not None or (shapes[shape(line)] >= needed and read_mark(line.text) is None)

    return [replace(page, lines=kept_of(page, repeats, counts)) for page in pages]


def kept_of(page: Page, repeats: Callable[[Line], bool], counts: Callable[[Line], bool]) -> tuple[Line, ...]:
    """The lines of a page that aren't furniture.

    What repeats amid other words of its line ('het', 'van') is text. What has a number in it that changes must stand
    clear of the text, alone or far from other words of its line (a chapter's name).
    """
    at_edge, gone = edge(page), set()
    for line in at_edge:
        row = [other for other in at_edge if abs(other.middle - line.middle) < 0.4 * line.size]
        repeated = sum(len(other.text) for other in row if repeats(other) or counts(other))
        most = 2 * repeated > sum(len(other.text) for other in row)
        if (repeats(line) and most) or ((repeats(line) or counts(line)) and stands_clear(line, row, page)):
            gone.add(line)
    return tuple(line for line in page.lines if line not in gone)


def stands_clear(line: Line, row: list[Line], page: Page) -> bool:
    """Whether a line is far from what stands beside it, and its row from what stands above and below."""
    return all(other is line or max(other.x0 - line.x1, line.x0 - other.x1) > 3 * line.size for other in row) and all(
        other in row or max(other.y0 - line.y1, line.y0 - other.y1) > 0.6 * line.size for other in page.lines)


def edge(page: Page) -> list[Line]:
    """The lines near the upper and the lower side of a page."""
    return [line for line in page.lines
            if line.y0 > page.height * (1 - EDGE) or line.y1 < page.height * EDGE]


def shape(line: Line) -> tuple[str, int]:
    """The text with its numbers blanked, and its height on the page."""
    return re.sub(r"\d+", "#", line.text), round(line.y0 / 4)


def exact(line: Line) -> tuple[str, int, int]:
    """The text as it is, and its place on the page."""
    return line.text, round(line.y0 / 4), round(line.x0 / 4)
