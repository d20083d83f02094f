"""Headings in force: which one closes which, what they say together, and titles that stand on a line of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.reading.blocks import ENDS, ITEM, Block
from knowledge.reading.structure import DEPTH, Mark, begins_large, read_mark

LONGEST_HEADING = 160  # characters


@dataclass(frozen=True)
class Heading:
    """A heading in force: its words, its depth, and its mark when it divides a regulation."""

    text: str
    level: int
    page: int | None = None
    mark: Mark | None = None


def with_titles(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, with the title of a chapter or article on its own line: '## Hoofdstuk 1' + '### Algemeen' is one."""
    waiting: Block | None = None
    for index, block in enumerate(blocks):
        if waiting is not None:
            follows = blocks[index + 1] if index + 1 < len(blocks) else None
            if is_title_of(waiting, block, follows):
                yield replace(waiting, text=f"{waiting.text.rstrip('.: ')} {block.text.rstrip('. ')}")
                waiting = None
                continue
            yield waiting
            waiting = None
        mark = read_mark(block.text)
        if mark and not mark.title and not mark.rest:
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def is_title_of(mark: Block, block: Block, follows: Block | None) -> bool:
    """Whether `block` is the title of the dividing line before it: a heading, or a short line with text after it."""
    if read_mark(block.text) or not begins_large(block.text) or len(block.text) > 250:
        return False
    if block.level is not None:
        return mark.level is None or block.level >= mark.level
    plain = not ENDS.search(block.text) and not ITEM.match(block.text) and " – " not in block.text
    return (mark.level is None and len(block.text) <= 60 and plain
            and follows is not None and (read_mark(follows.text) is not None or follows.level is None))


def closes(new: Heading, old: Heading, order: list[str]) -> bool:
    """Whether a heading ends an earlier one that is still in force."""
    if new.mark and old.mark:
        return depth(new.mark.kind, order) <= depth(old.mark.kind, order)
    return new.level <= old.level


def depth(kind: str, order: list[str]) -> tuple[int, int]:
    """How deep a kind lies in this document."""
    return DEPTH[kind], order.index(kind)


def shown(headings: list[Heading]) -> str:
    """The headings as one line, 'Hoofdstuk 4 – Artikel 34 Interpellatie'; when it gets long the farther lose titles."""
    texts = [heading.text for heading in headings]
    for index, heading in enumerate(headings[:-1]):
        if len(" – ".join(texts)) > LONGEST_HEADING:
            texts[index] = heading.mark.label if heading.mark else ""
    return " – ".join(text for text in texts if text)


def place_of(headings: list[Heading], page: int | None) -> str:
    """'artikel 34, pagina 12', or what is known of it."""
    marks = [heading.mark for heading in headings if heading.mark]
    mark = next((m for m in reversed(marks) if m.kind == "artikel"), marks[-1] if marks else None)
    known = [f"{mark.kind} {mark.number}" if mark else "", f"pagina {page}" if page else ""]
    return ", ".join(part for part in known if part)
