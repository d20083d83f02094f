"""The text of a draft: the blocks of its document, what is still missing, and how it is shown in short. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from actions.draft_lines_rules import Group, groups_of, numbered
from actions.draft_moment_rules import is_fixed
from actions.draft_parts_rules import Instrument
from actions.sentences import filled

HEADING = re.compile(r"\*\*(.+)\*\*")
LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\s]+\)")
ALONE = re.compile(r"\{(\w+)\}")
SHORT = 300  # characters of a part in the summary


class Shape(Enum):
    """What a block is in the document."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    POINTS = "points"


@dataclass(frozen=True)
class Block:
    """A piece of the document: a text, or the points of one list."""

    shape: Shape
    text: str = ""
    points: tuple[str, ...] = ()


def blocks_of(template: str, values: Mapping[str, str], lists: Mapping[str, tuple[Group, ...]]) -> tuple[Block, ...]:
    """The blocks of a document from the response that is also said in the chat.

    A line in bold is a title or a heading, a `{name}` of `lists` alone on its line its lists; the shape is read before the
    values are filled in, so that no value can change it.
    """
    blocks: list[Block] = []
    for line in template.split("\n"):
        heading, alone = HEADING.fullmatch(line.strip()), ALONE.fullmatch(line.strip())
        if not line.strip():
            continue
        if heading:
            shape = Shape.HEADING if blocks else Shape.TITLE
            blocks.append(Block(shape, filled(heading[1], values)))
        elif alone and alone[1] in lists:
            blocks += _lists(lists[alone[1]])
        else:
            blocks.append(Block(Shape.TEXT, filled(LINK.sub(r"\1", line), values)))
    return tuple(blocks)


def _lists(groups: tuple[Group, ...]) -> list[Block]:
    """The lists of one part, each under its lead."""
    blocks = []
    for group in groups:
        blocks += [Block(Shape.HEADING, f"{group.lead}:")] if group.lead else []
        blocks += [Block(Shape.POINTS, points=group.points)] if group.points else []
    return blocks


def lists_of(instrument: Instrument, known: Mapping[str, str | None]) -> dict[str, tuple[Group, ...]]:
    """The points of each part that has any, by the part's name; known: by slot."""
    kept = {part: known.get(instrument.slot(part.name)) or "" for part in instrument.parts if part.many}
    return {part.name: groups_of(value) if part.keeps else (Group("", tuple(value.split("\n"))),)
            for part, value in kept.items() if value}


def values_of(instrument: Instrument, known: Mapping[str, str | None], still_open: str = "") -> dict[str, str]:
    """Every part as it stands in the text, its points numbered; `still_open` where nothing was given. known: by slot."""
    lists = lists_of(instrument, known)
    return {part.name: numbered(lists[part.name]) if part.name in lists else known.get(instrument.slot(part.name)) or still_open
            for part in instrument.parts}


def in_short(text: str) -> str:
    """A text as the summary shows it: cut at a word when it is long."""
    return text if len(text) <= SHORT else text[:max(text.rfind(" ", 0, SHORT), SHORT // 2)] + " …"


def remarks(instrument: Instrument, known: Mapping[str, str | None]) -> tuple[str, ...]:
    """What makes a draft incomplete: names of responses, `missing_<part>` or `check_…`. known: by slot."""
    given = {part.name: known.get(instrument.slot(part.name)) for part in instrument.parts}
    found = [f"missing_{part.name}" for part in instrument.parts if not given[part.name]]
    if given.get("oud") and given.get("oud") == given.get("nieuw"):
        found.append("check_same")
    if given.get("datum") and not is_fixed(given["datum"] or ""):
        found.append("check_moment")
    if given.get("vragen") and "?" not in (given["vragen"] or ""):
        found.append("check_vragen")
    return tuple(found)


def title_of(instrument: Instrument, known: Mapping[str, str | None]) -> str:
    """What a draft is about: its first part, on one line, or nothing."""
    return " ".join((known.get(instrument.slot(instrument.parts[0].name)) or "").split())
