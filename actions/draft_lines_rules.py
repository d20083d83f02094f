"""Points of a draft: split as people type them, kept one a line, numbered in the text. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.draft_parts_rules import DICTUM, Kind, Part

NUMBERING = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.)])(?!\d)\s*")  # "3.500 mensen" is no number three
NEXT_NUMBER = re.compile(r"\s+(?=\(?\d{1,2}[.)]\s)")
NEXT_QUESTION = re.compile(r"(?<=\?)\s+")
NEXT_THAT = re.compile(r"(?<=;)\s+(?=\S)")
THAT = re.compile(r"\s*(?:en\s+)?dat[ \t]+", re.IGNORECASE)
LEAD = re.compile(rf"\s*(?:en\s+)?(?P<lead>{DICTUM}(?:\s+om(?=\s*:))?)\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """Points under one lead ("verzoekt het college"); no lead: under the one of the text itself."""

    lead: str
    points: tuple[str, ...]


def points_of(text: str, part: Part) -> tuple[str, ...]:
    """The points that `text` holds for a part: one a line, or one after each number, question mark or "; dat".

    Numbering and bullets are taken off; a line without one belongs to the point above it where others have one.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(re.match(rf"\s*{number}\s+\D", line) for number, line in enumerate(lines, 1)):
        # "1 waarom?", "2 hoeveel?": numbers in order, without a point.
        lines = [line.strip().split(maxsplit=1)[1] for line in lines]
    lines = _between(lines[0], part).split(lines[0].strip()) if len(lines) == 1 else _unwrapped(lines)
    bare = [NUMBERING.sub("", line).strip() for line in lines]
    return tuple(THAT.sub("", line, count=1) if part.that and THAT.match(line) else line for line in bare if line)


def _between(line: str, part: Part) -> re.Pattern[str]:
    """What stands between the points of a single line."""
    if re.match(r"\s*\(?1[.)]\s", line):
        return NEXT_NUMBER
    if part.kind == Kind.QUESTIONS:
        return NEXT_QUESTION
    return NEXT_THAT if part.that else re.compile(r"(?!)")


def _unwrapped(lines: list[str]) -> list[str]:
    """Lines with each one that only goes on put behind its point; a lead ("spreekt uit:") stands alone."""
    marked = [bool(NUMBERING.match(line)) for line in lines]
    if sum(marked) < 2 or not (marked[0] or LEAD.match(lines[0])):
        return lines
    whole: list[str] = []
    for line, mark in zip(lines, marked, strict=True):
        if mark or not whole or LEAD.match(line) or LEAD.fullmatch(whole[-1]):
            whole.append(line)
        else:
            whole[-1] = f"{whole[-1].rstrip()} {line.strip()}"
    return whole


def groups_of(kept: str) -> tuple[Group, ...]:
    """The kept points of a motion by their lead: what it asks, charges or declares."""
    groups: list[tuple[str, list[str]]] = []
    for point in kept.split("\n"):
        lead = LEAD.match(point)
        if lead:
            groups.append((lead["lead"], []))
            point = point[lead.end():].strip()
        elif not groups:
            groups.append(("", []))
        if point:
            groups[-1][1].append(point)
    return tuple(Group(lead, tuple(points)) for lead, points in groups)


def numbered(groups: tuple[Group, ...]) -> str:
    """Points as numbered lists, one a line, each under its lead."""
    lists = ["\n".join([*([f"{group.lead}:"] if group.lead else []),
                        *(f"{number}. {point}" for number, point in enumerate(group.points, 1))]) for group in groups]
    return "\n".join(one for one in lists if one)


def without(kept: str, number: int) -> str | None:
    """The kept points without the one with this number (from 1; -1: the last); None when there is no such point."""
    points = kept.split("\n")
    at = len(points) - 1 if number == -1 else number - 1
    return "\n".join([*points[:at], *points[at + 1:]]) if 0 <= at < len(points) and len(points) > 1 else None


def replaced(kept: str, number: int, point: str) -> str | None:
    """The kept points with another one in the place with this number (from 1; -1: the last); None when there is none."""
    points = kept.split("\n")
    at = len(points) - 1 if number == -1 else number - 1
    return "\n".join([*points[:at], point, *points[at + 1:]]) if 0 <= at < len(points) else None
