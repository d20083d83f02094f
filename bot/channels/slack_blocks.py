"""A message as Slack shows it: rich text for the words, a context block for the sources, rows of buttons."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
)

from bot.channels.markup import Line, Span, read
from bot.channels.outgoing import Choice, Outgoing
from bot.channels.pieces import cut

LONGEST = 2900  # characters of words in one message: Slack refuses a text of more than 3000
CONTEXT = 3000  # characters of one element of a context block
IN_CONTEXT, IN_ROW, ROWS = 10, 5, 40  # elements of a context block; buttons in a row; rows in a message
TITLE = 75  # characters on a button
Text, Link, Parts = RichTextElementParts.Text, RichTextElementParts.Link, RichTextElementParts


@dataclass(frozen=True)
class Shown:
    """One message: its blocks, and the same in plain words for a notification."""

    text: str
    blocks: tuple[Block, ...]


def show(message: Outgoing) -> list[Shown]:
    """The messages that a message of the bot becomes; sources and buttons stand under the last."""
    lines = read(message.text)
    sources = [line for line in lines if line.kind == "source"] or [line for text in message.sources for line in read(text)]
    pieces = cut([line for line in lines if line.kind != "source"], LONGEST) or [[]]
    shown = []
    for row, piece in enumerate(pieces):
        last = row == len(pieces) - 1
        blocks = [*([RichTextBlock(elements=_elements(piece))] if piece else []),
                  *(_context(sources) if last else []), *(_rows(message.buttons) if last else [])]
        words = "\n".join(line.mark + line.text for line in [*piece, *(sources if last else [])])
        shown.append(Shown(html.escape(words, quote=False), tuple(blocks)))
    return shown


def _elements(lines: Sequence[Line]) -> list[Any]:
    """Sections of text and lists, in their order."""
    elements: list[Any] = []
    kind, group = "", []
    for line in [*lines, None]:
        here = "" if line is None else line.kind
        if group and (line is None or here != kind or (here == "text") != (kind == "text")):
            elements.append(_group(kind, group))
            group = []
        if line is not None:
            kind = here
            group.append(line)
    return elements


def _group(kind: str, lines: Sequence[Line]) -> Any:
    if kind == "text":
        parts: list[Any] = []
        for row, line in enumerate(lines):
            parts += ([Text(text="\n")] if row else []) + _spans(line.spans)
        return RichTextSectionElement(elements=parts or [Text(text="\n")])
    items = [RichTextSectionElement(elements=_spans(line.spans) or [Text(text=" ")]) for line in lines]
    if kind == "bullet":
        return RichTextListElement(elements=items, style="bullet", indent=0)
    return RichTextListElement(elements=items, style="ordered", indent=0, offset=max(lines[0].number - 1, 0))


def _spans(spans: Sequence[Span]) -> list[Any]:
    return [Link(url=span.url, text=span.text) if span.url
            else Text(text=span.text, style=Parts.TextStyle(bold=True) if span.bold else None) for span in spans]


def _context(lines: Sequence[Line]) -> list[Block]:
    """Small type for the sources: a line with a link as Slack's own markup, any other as plain text."""
    elements = [_small(line) for line in lines]
    return [ContextBlock(elements=elements[at:at + IN_CONTEXT]) for at in range(0, len(elements), IN_CONTEXT)]


def _small(line: Line) -> Any:
    if not any(span.url for span in line.spans):
        return PlainTextObject(text=line.text[:CONTEXT], emoji=False)
    marked = "".join(f"<{span.url}|{_escape(span.text)}>" if span.url else _escape(span.text) for span in line.spans)
    return MarkdownTextObject(text=marked[:CONTEXT], verbatim=True)


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _rows(buttons: Sequence[Choice]) -> list[Block]:
    """Every button, five a row: Slack itself takes twenty-five."""
    elements = [ButtonElement(text=PlainTextObject(text=_title(choice.title), emoji=False), value=choice.id, action_id=choice.id)
                for choice in buttons]
    rows = [elements[at:at + IN_ROW] for at in range(0, len(elements), IN_ROW)]
    return [ActionsBlock(elements=row) for row in rows[:ROWS]]


def _title(title: str) -> str:
    return title if len(title) <= TITLE else title[:TITLE - 1].rstrip() + "…"
