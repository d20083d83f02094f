"""Cutting a message that is too long for a platform: between paragraphs, lines, sentences, words, and only then within a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.channels.markup import Line, Span

SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s+")
JOINED = re.compile(r"[\u200d\ufe0f\u0300-\u036f\U0001f3fb-\U0001f3ff]")  # never stands at the start of a piece


def width(text: str) -> int:
    """Length of a text in UTF-16 units, in which Telegram counts; never less than its number of characters."""
    return len(text) + sum(ord(character) > 0xFFFF for character in text)


def cut(lines: Sequence[Line], limit: int) -> list[list[Line]]:
    """`lines` in pieces of at most `limit` UTF-16 units, marks of lists and line ends counted in. No text is lost but
    the empty lines between pieces."""
    pieces: list[list[Line]] = [[]]
    for line in (part for whole in lines for part in _split(whole, limit)):
        if pieces[-1] and _length([*pieces[-1], line]) > limit:
            rest = _take_open_paragraph(pieces[-1], line, limit)
            pieces.append(rest)
        pieces[-1].append(line)
    return [trimmed for piece in pieces if (trimmed := _trim(piece))]


def _length(lines: Sequence[Line]) -> int:
    return sum(width(line.mark + line.text) + 1 for line in lines) - 1


def _take_open_paragraph(piece: list[Line], line: Line, limit: int) -> list[Line]:
    """Take off `piece` the beginning of the paragraph that `line` goes on with, if that leaves a good half of it."""
    start = max((row + 1 for row, earlier in enumerate(piece) if not earlier.text), default=0)
    kept, rest = piece[:start], piece[start:]
    if not line.text or _length(kept) < limit // 2 or _length([*rest, line]) > limit:
        return []
    del piece[start:]
    return rest


def _trim(piece: list[Line]) -> list[Line]:
    filled = [row for row, line in enumerate(piece) if line.text.strip()]
    return piece[filled[0]:filled[-1] + 1] if filled else []


def _split(line: Line, limit: int) -> list[Line]:
    """A line in parts that fit; a part after the first is no new item of a list."""
    parts, rest = [], line
    while width(rest.mark + rest.text) > limit:
        at = _best_end(rest.text, limit - width(rest.mark))
        first, second = _at(rest.spans, at)
        parts.append(replace(rest, spans=first))
        rest = Line(second)
    return [*parts, rest]


def _best_end(text: str, limit: int) -> int:
    """Where to cut: after the last sentence that fits, else after the last word, else where it must."""
    room = len(text)
    while width(text[:room]) > limit:
        room -= max(1, (width(text[:room]) - limit) // 2)
    ends = [found.end() for found in SENTENCE_END.finditer(text) if found.end() <= room]
    if ends and ends[-1] >= room // 3:
        return ends[-1]
    space = text.rfind(" ", 1, room) + 1
    if space > 1:
        return space
    while room > 1 and (JOINED.match(text, room) or text[room - 1] == "\u200d"):
        room -= 1
    return room


def _at(spans: Sequence[Span], at: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    first, second = [], []
    for span in spans:
        before, after = span.text[:max(at, 0)], span.text[max(at, 0):]
        first += [replace(span, text=before)] if before else []
        second += [replace(span, text=after)] if after else []
        at -= len(span.text)
    return tuple(first), tuple(second)
