"""Markdown and plain text → blocks; Markdown may be as sloppy as '###Artikel 3'."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

from knowledge.reading.blocks import ENDS, ITEM, Block, clean, join_lines
from knowledge.reading.faults import damaged
from knowledge.reading.structure import read_mark

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DROPPED = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<meta\b[^>]*>|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
FRONT_MATTER = re.compile(r"\A---\s*\n.*?\n---\s*\n", re.DOTALL)
HEADING = re.compile(r"\s{0,3}(#{1,6})(?!#)\s*(|.*[^\s#])[\s#]*$")
UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*$")
TABLE_RULE = re.compile(r"[\s:|]*-[\s:|-]*$")
INLINE = [
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),  # pictures
    (re.compile(r"\[([^\]]{1,1000})\]\([^)]*\)"), r"\1"),  # links
    (re.compile(r"<sup>\s*2\s*</sup>"), "²"), (re.compile(r"<sup>\s*3\s*</sup>"), "³"),
    (re.compile(r"<br\s*/?>|</?[a-zA-Z][^<>]{0,300}>"), " "),
    (re.compile(r"(?<!\w)(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)"), r"\1\2"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
]


def read(path: Path, progress: Callable[[int, int], None]) -> tuple[str, list[Block]]:
    """An empty title (the first heading is it) and blocks; raises Unreadable for bytes that are no text."""
    text = decode(path.read_bytes(), path)
    text = FRONT_MATTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"), count=1)
    blocks = blocks_of(DROPPED.sub(" ", text).split("\n"))
    progress(1, 1)
    return "", blocks


def decode(data: bytes, path: Path) -> str:
    """The bytes as text: what a byte order mark says, else UTF-8, else cp1252."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\x00" in data:
        raise damaged(path, "bytes that are no text", "text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def blocks_of(lines: list[str]) -> list[Block]:
    """The blocks of Markdown or plain lines."""
    blocks: list[Block] = []
    paragraph: list[str] = []

    def close(level: int | None = None) -> None:
        if text := inline(join_lines(paragraph)):
            blocks.append(Block(text, None, level))
        paragraph.clear()

    for line in [*lines, ""]:
        bare = clean(line)
        heading = HEADING.match(line)
        # '###§ 3' is a heading; '#1 van Nederland' is not.
        if heading and (len(heading[1]) > 1 or line.lstrip()[1:2].isspace() or heading[2][:1].isalpha()):
            close()
            paragraph.append(clean(heading[2]))
            close(len(heading[1]))
        elif len(paragraph) == 1 and UNDERLINE.match(line) and not ITEM.match(paragraph[0]):
            close(1 if "=" in line else 2)
        elif not bare or UNDERLINE.match(line):
            close(first_title(paragraph, blocks))
        elif bare.startswith("|"):
            close()
            if not TABLE_RULE.match(line):
                paragraph.append(row(bare))
                close()
        elif starts_item(bare, paragraph):
            close()
            paragraph.append(bare)
        else:
            paragraph.append(bare.removeprefix("> "))
    return blocks


def starts_item(bare: str, paragraph: list[str]) -> bool:
    """Whether a line begins a new item or member rather than going on with `paragraph`."""
    if ITEM.match(bare):
        return True
    if not paragraph:
        return bool(read_mark(inline(bare)))
    if read_mark(inline(bare)) and ENDS.search(paragraph[-1]):
        return True
    after_a_mark = len(paragraph) == 1 and not bare[0].islower() and read_mark(inline(paragraph[0]))
    return paragraph[-1].endswith((";", ":")) or bool(after_a_mark)


def first_title(paragraph: list[str], blocks: list[Block]) -> int | None:
    """Level 1 for a single short line that opens a text, 2 for one in capitals; None for a paragraph."""
    if len(paragraph) != 1 or ITEM.match(paragraph[0]) or len(paragraph[0]) > 100 or ENDS.search(paragraph[0]):
        return None
    if read_mark(paragraph[0]) or not any(c.isalpha() for c in paragraph[0]):
        return None
    if not blocks:
        return 1
    return 2 if paragraph[0].isupper() and len(paragraph[0]) > 3 else None


def row(line: str) -> str:
    """A table row as 'cell – cell'."""
    cells = (cell.strip() for cell in line.strip("|").split("|"))
    return " – ".join(cell for cell in cells if cell)


def inline(text: str) -> str:
    """A line without its Markdown signs and tags."""
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return " ".join(html.unescape(text).split())
