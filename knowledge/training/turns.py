"""The turns of conversations that strangers wrote, to fit weights on: what was said, what was shown before, what answers it.

The bank holds none of them. Half of the turns, by hash, are fitted on (`calibrate.is_for_fitting`); the other half only measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.types import Passage

SILENT = {"no_answer", "handover", "clarify", "out_of_scope"}  # kinds of a turn on which the sources are silent


@dataclass(frozen=True)
class Turned:
    """A turn: its text, the passage that was shown last, None at the begin, and the passages that answer it; none: the sources are silent."""

    text: str
    shown: str | None
    right: frozenset[str]


def read_turns(folder: Path, edition: Sequence[Passage]) -> list[Turned]:
    """The turns of the `*.yml` files in `folder` that ask the sources, as far as it is known what was shown before them."""
    turns = []
    for path in sorted(folder.glob("*.yml")):
        for conversation in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            turns += turns_of(conversation["turns"], edition)
    return turns


def turns_of(said: Iterable[dict], edition: Sequence[Passage]) -> list[Turned]:
    """The turns of one conversation: of what may be an answer or something else it is not known what was shown."""
    turns, shown, known = [], None, True
    for turn in said:
        kinds, topics, facets = (set(listed(turn.get(key))) for key in ("kind", "topic", "facet"))
        right = [p.id for p in edition if p.topic in topics and (p.facet in facets or not facets)]
        if kinds == {"answer"} and right and (facets or len(topics) == 1):
            turns += [Turned(turn["say"], shown, frozenset(right))] if known else []
            shown, known = right[0], True
        elif "no_answer" in kinds and kinds <= SILENT:
            turns += [Turned(turn["say"], shown, frozenset())] if known else []
        elif "answer" in kinds:
            known = known and shown is not None and topics == {shown.split("/")[0]}
    return turns


def listed(value: str | list[str] | None) -> list[str]:
    """A value or a list of them as a list; nothing as an empty one."""
    return value if isinstance(value, list) else [value] if value else []
