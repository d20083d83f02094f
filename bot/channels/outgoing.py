"""A message of the bot as a platform gets it: its text with every source visible, and its buttons by their short ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.channels.sentences import sentence


@dataclass(frozen=True)
class Choice:
    """A button: its id in the records and what stands on it."""

    id: str
    title: str


@dataclass(frozen=True)
class Outgoing:
    """text: light markup, every source in it. sources: a line for each source of the answer, for a place of their own."""

    text: str
    sources: tuple[str, ...] = ()
    buttons: tuple[Choice, ...] = ()


def outgoing(message: dict[str, Any], buttons: tuple[Choice, ...] = ()) -> Outgoing:
    """A message of the contract, with its buttons already offered."""
    cited = (message.get("answer") or {}).get("sources") or []
    text = message.get("text") or ""
    missing = [source_line(source) for source in cited if not is_visible(source, text)]
    return Outgoing("\n".join([text, *([""] if missing and text else []), *missing]) if missing else text,
                    tuple(source_line(source) for source in cited), buttons)


def is_visible(source: dict[str, Any], text: str) -> bool:
    """Whether a text names this source with its year; of a law the name is enough, for it holds until it is changed."""
    shown, year = text.casefold(), str(source.get("as_of") or "")
    return str(source["title"]).casefold() in shown and (source.get("layer") == "wet" or year in shown)


def source_line(source: dict[str, Any]) -> str:
    """A source in one line: "Bron: Brochure voor raadsleden (2020), Motie"; what it lacks is left out."""
    line = sentence("bron", title=source["title"], as_of=source.get("as_of") or "", section=source.get("section") or "")
    line = line.replace(" ()", "").rstrip(", ")
    return f"[{line}]({source['url']})" if source.get("url") else line
