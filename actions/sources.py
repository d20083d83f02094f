"""The knowledge that the actions search: opened once, on first use, for the whole action server."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import knowledge

if TYPE_CHECKING:
    from knowledge.library import Library


@cache
def sources() -> Library:
    """The open index; ValueError says what to run when it can't be opened."""
    return knowledge.open_default()
