"""The knowledge that the actions search: opened once, on first use, for the whole action server."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import knowledge

if TYPE_CHECKING:
    from knowledge import Passage
    from knowledge.library import Library


def passage_of(topic: str, facet: str = "wat") -> Passage | None:
    """The passage of a topic with this facet, else the topic's first."""
    return sources().passage(f"{topic}/{facet}") or next(iter(sources().of_topic(topic)), None)


def passages_of(identities: Iterable[str]) -> tuple[Passage, ...]:
    """The passages with these ids, as far as they are there."""
    return tuple(p for identity in identities if (p := sources().passage(identity)))


@cache
def sources() -> Library:
    """The open index; ValueError says what to run when it can't be opened."""
    return knowledge.open_default()
