"""A message as Telegram shows it: plain text with entities, so that no sign in a text is ever taken for markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.channels.markup import Line, read
from bot.channels.outgoing import Choice
from bot.channels.pieces import cut, width

LONGEST = 4096  # UTF-16 units of one message
MOST_BUTTONS = 100  # of one message
MAIL = "mailto:"


@dataclass(frozen=True)
class Shown:
    """One message: its text and the styles in it, at offsets in UTF-16 units."""

    text: str
    entities: tuple[MessageEntity, ...]


def show(text: str) -> list[Shown]:
    """The messages that a text of the bot becomes."""
    return [_piece(lines) for lines in cut([_with_addresses(line, text) for line in read(text)], LONGEST)]


def keyboard(buttons: Sequence[Choice]) -> InlineKeyboardMarkup | None:
    """The buttons, one a row so that a title is never cut; short ones two a row."""
    rows: list[list[InlineKeyboardButton]] = []
    for choice in buttons[:MOST_BUTTONS]:
        button = InlineKeyboardButton(choice.title, callback_data=choice.id)
        short = rows and len(rows[-1]) == 1 and len(choice.title) <= 16 and len(rows[-1][0].text) <= 16
        rows[-1].append(button) if short else rows.append([button])
    return InlineKeyboardMarkup(rows) if rows else None


def _with_addresses(line: Line, whole: str) -> Line:
    """Telegram links no mailto address: it is written out behind its words, unless the message shows it already."""
    spans = []
    for span in line.spans:
        address = span.url.removeprefix(MAIL).partition("?")[0] if span.url.startswith(MAIL) else ""
        if span.url.startswith(MAIL):
            shown = address in whole.replace(f"({span.url})", "") or not address
            span = type(span)(span.text if shown else f"{span.text} ({address})", span.bold)
        spans.append(span)
    return Line(tuple(spans), line.kind, line.number)


def _piece(lines: Sequence[Line]) -> Shown:
    text, entities = "", []
    for row, line in enumerate(lines):
        text += ("\n" if row else "") + line.mark
        for span in line.spans:
            styled = span.text.rstrip()
            if styled and span.url:
                entities.append(MessageEntity(MessageEntity.TEXT_LINK, width(text), width(styled), url=span.url))
            elif styled and span.bold:
                entities.append(MessageEntity(MessageEntity.BOLD, width(text), width(styled)))
            text += span.text
    return Shown(text.rstrip(), tuple(entities))
