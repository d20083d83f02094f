"""Words of a lexicon as patterns: `*` for any part of a word, " … " for a short gap, spaces as any space. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from actions.dutch_numbers import fold

GAP = r"\b[^.;!?\n]{0,40}?\b"


@cache
def pattern(word: str) -> re.Pattern[str]:
    """A phrase of a lexicon as a pattern that finds it in a folded text, as whole words."""
    parts = [re.escape(fold(part.strip())).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for part in word.split("…")]
    return re.compile(r"\b" + GAP.join(parts) + r"\b")


@cache
def pieces(word: str) -> tuple[str, ...]:
    """The letters of a phrase of a lexicon that stand in every text with it, between its gaps, spaces and `*`."""
    return tuple(fold(part) for part in re.split(r"[\s*…]+", word) if part)


def says(words: Iterable[str], plain: str) -> bool:
    """Whether one of the phrases stands in a folded text."""
    return any(stands(word, plain) for word in words)


def stands(word: str, plain: str) -> bool:
    """Whether a phrase stands in a folded text; its letters are looked for first, which is much faster than its pattern."""
    for piece in pieces(word):
        if piece not in plain:
            return False
    return pattern(word).search(plain) is not None
