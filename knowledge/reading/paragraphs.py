"""Lines in reading order → blocks: headings by their letters, paragraphs and items by gaps and ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from knowledge.reading.blocks import ENDS, ITEM, Block, join_lines
from knowledge.reading.lines import Line, Region
from knowledge.reading.structure import begins_large, read_mark

LARGER = 1.1  # times the body's letters
LONGEST_HEADING = 150
CONTENTS = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}\s*\d*$|(?<!…)…{2,}\s*\d*$")  # 'Artikel 3 ........ 12'


@dataclass(frozen=True)
class Letters:
    """The letters of a document: the body's size and weight, and the sizes of its headings, largest first."""

    body: float
    bold: bool
    headings: tuple[float, ...]

    def level(self, line: Line) -> int | None:
        """Heading level that a line's letters give it; None for the body's letters."""
        if line.size in self.headings:
            return min(self.headings.index(line.size) + 1, 6)
        return min(len(self.headings) + 1, 6) if line.bold and not self.bold and line.size >= self.body - 0.5 else None


def letters_of(regions: Iterable[Region]) -> Letters:
    """What the most letters of a document look like, and what is larger."""
    sizes: Counter[tuple[float, bool]] = Counter()
    for region in regions:
        for line in region.lines:
            sizes[line.size, line.bold] += len(line.text)
    (body, bold), _ = sizes.most_common(1)[0]
    larger = sorted({size for size, _ in sizes if size >= LARGER * body}, reverse=True)
    return Letters(body, bold, tuple(larger))


def blocks_of(regions: list[Region]) -> list[Block]:
    """The blocks of a document; a paragraph that runs on in the next column or page is one block, of its first page."""
    letters = letters_of(regions)
    blocks: list[Block] = []
    for region in regions:
        fresh = (table_blocks if region.table else text_blocks)(region.lines, letters)
        if blocks and fresh and not region.table and runs_on(blocks[-1], fresh[0]):
            first = fresh.pop(0)
            blocks[-1] = Block(join_lines([blocks[-1].text, first.text]), blocks[-1].page)
        blocks += fresh
    return blocks


def runs_on(last: Block, following: Block) -> bool:
    """Whether a paragraph goes on after a column or page ends."""
    return (last.level is None and following.level is None and not ENDS.search(last.text)
            and read_mark(last.text) is None and following.text[:1].islower() and not ITEM.match(following.text))


def table_blocks(lines: tuple[Line, ...], letters: Letters) -> list[Block]:
    """One block a row."""
    return [Block(line.text, line.page) for line in lines]


def text_blocks(lines: tuple[Line, ...], letters: Letters) -> list[Block]:
    """The paragraphs, items and headings of one region."""
    lines = tuple(line for line in lines if not CONTENTS.search(line.text))
    gaps = [a.y0 - b.y1 for a, b in zip(lines, lines[1:], strict=False)]
    usual, edge = median(gaps) if gaps else 0.0, max((line.x1 for line in lines), default=0.0)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not parts(groups[-1], line, letters, usual, edge):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [block(group, letters) for group in groups]


def parts(group: list[Line], line: Line, letters: Letters, usual: float, edge: float) -> bool:
    """Whether a line begins a new block after `group`; `edge` is where the column's lines end, `usual` their gap."""
    last = group[-1]
    gap, level = last.y0 - line.y1, letters.level(line)
    if level != letters.level(last) or (level is not None and line.size != last.size) or ITEM.match(line.text):
        return True
    if level is not None:
        return is_heading_line(line) or gap >= line.size
    if is_heading_line(group[0]):
        # A heading in the body's letters runs on only when its line was full.
        return not line.text[0].islower() or is_broken(last, line, edge)
    return (gap > usual + 0.35 * line.size or (is_heading_line(line) and bool(ENDS.search(last.text)))
            or (is_broken(last, line, edge) and (bool(ENDS.search(last.text)) or begins_large(line.text))))


def is_broken(last: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line would have fitted on the line before: someone ended that line on purpose."""
    word = line.text.split()[0]
    return last.x1 + line.size + 1.2 * len(word) / len(line.text) * (line.x1 - line.x0) < edge


def is_heading_line(line: Line) -> bool:
    """Whether a line divides a regulation, whatever its letters."""
    return read_mark(line.text) is not None


def block(group: list[Line], letters: Letters) -> Block:
    """One group as a block; large or bold letters make a heading of it unless it is long or ends as a sentence."""
    text, level = join_lines([line.text for line in group]), letters.level(group[0])
    is_heading = len(text) <= LONGEST_HEADING and any(c.isalpha() for c in text) and (
        read_mark(text) is not None or not ENDS.search(text) or text.endswith("?"))
    return Block(text, group[0].page, level if is_heading else None)
