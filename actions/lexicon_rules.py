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


def says(words: Iterable[str], plain: str) -> bool:
    """Whether one of the phrases stands in a folded text."""
    return any(pattern(word).search(plain) for word in words)
