"""Blocks → passages: one for each heading with what stands under it; a long one is parted between its members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.reading.blocks import Block
from knowledge.reading.dates import as_of, clean_title, slug
from knowledge.reading.headings import Heading, closes, place_of, shown, with_titles
from knowledge.reading.parts import split
from knowledge.reading.structure import DEPTH, read_mark
from knowledge.types import Passage


@dataclass
class Section:
    """The headings above a text, the nearest last, and the text's blocks."""

    headings: tuple[Heading, ...] = ()
    blocks: list[Block] = field(default_factory=list)


def passages_of(blocks: list[Block], document: str, path: Path, title: str = "") -> tuple[str, list[Passage]]:
    """Title and passages of a document; the title is its first heading, else `title`, else the file's name."""
    title = find_title(blocks) or clean_title(title, path)
    year = as_of(title, path, blocks)
    passages: list[Passage] = []
    for section in sections_of(blocks):
        above = [h for h in section.headings if h.mark or h.text.casefold() != title.casefold()]
        for part in split(section.blocks):
            passages.append(Passage(
                id=f"lokaal:{document}/{len(passages) + 1}", topic="lokaal",
                facet=slug(above[-1].text if above else "") or "tekst", title=title, heading=shown(above),
                text="\n".join(block.text for block in part), source=title, layer="lokaal", as_of=year,
                place=place_of(above, part[0].page),
            ))
    return title, passages


def find_title(blocks: list[Block]) -> str:
    """The first heading of the document's highest level, when it stands near the start and divides nothing."""
    near = [b for b in blocks[:12] if b.level is not None and read_mark(b.text) is None and len(b.text) >= 4]
    return min(near, key=lambda b: b.level).text.strip(" .:") if near else ""


def sections_of(blocks: list[Block]) -> Iterator[Section]:
    """The sections that hold text, in order; headings without any are dropped."""
    section, stack = Section(), []
    order: list[str] = []  # kinds as they first appear: a Titel holds Hoofdstukken, or the other way round
    for block in with_titles(blocks):
        mark = read_mark(block.text)
        if mark is None and block.level is None:
            section.blocks.append(block)
            continue
        if section.blocks:
            yield section
        if mark and mark.kind not in order:
            order.append(mark.kind)
        level = block.level if block.level is not None else DEPTH[mark.kind]
        heading = Heading(mark.heading if mark else block.text, level, block.page, mark)
        stack = [above for above in stack if not closes(heading, above, order)] + [heading]
        rest = [Block(mark.rest, block.page)] if mark and mark.rest else []
        section = Section(tuple(stack), rest)
    if section.blocks:
        yield section
