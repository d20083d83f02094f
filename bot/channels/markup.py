"""The bot's light markup as spans: **bold**, [words](address), lists, and the lines that name a source.

The same reading as the page's (page/chat.js): everything that is no markup is text and stays text, whatever it looks like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = re.compile(r"\*\*(?P<bold>.+?)\*\*|\[(?P<words>[^\]\n]{1,300})\]"
                  r"\((?P<url>https?://(?:[^\s()]|\([^\s()]*\)|\)(?=\)))+|mailto:[^\s)]+)\)")
ITEM = re.compile(r"(?:(?P<dash>-)|(?P<number>\d+)\.) (?P<rest>.*)")
SOURCE = re.compile(r"Bron:|\[")


@dataclass(frozen=True)
class Span:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A line of a message. kind: text | bullet | number | source; number: of a numbered item, else 0."""

    spans: tuple[Span, ...] = ()
    kind: str = "text"
    number: int = 0

    @property
    def text(self) -> str:
        """What a reader sees, without the mark of a list."""
        return "".join(span.text for span in self.spans)

    @property
    def mark(self) -> str:
        """What stands before an item where the platform has no lists of its own."""
        return {"bullet": "• ", "number": f"{self.number}. "}.get(self.kind, "")


def read(text: str) -> list[Line]:
    """The lines of a message; empty lines at its ends are left out."""
    return [_line(line) for line in text.strip("\n").split("\n")]


def _line(text: str) -> Line:
    item = ITEM.match(text)
    if item:
        return Line(_spans(item["rest"]), "bullet" if item["dash"] else "number", int(item["number"] or 0))
    return Line(_spans(text), "source" if SOURCE.match(text) and _is_source(text) else "text")


def _is_source(text: str) -> bool:
    """A line that begins with a bracket names a source only when a link begins there."""
    return text.startswith("Bron:") or MARK.match(text) is not None


def _spans(line: str) -> tuple[Span, ...]:
    text = line.replace("€ ", "€\u00a0")  # an amount stays on one line
    spans, at = [], 0
    for found in MARK.finditer(text):
        spans.append(Span(text[at:found.start()]))
        spans.append(Span(found["bold"], bold=True) if found["bold"] else Span(found["words"], url=found["url"]))
        at = found.end()
    spans.append(Span(text[at:]))
    return tuple(span for span in spans if span.text)
