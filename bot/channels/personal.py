"""Which answers are for one pair of eyes, and which source lines a message must still get. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

PERSONAL_TOPICS = ("vergoeding", "politiek_verlof")
PERSONAL_KINDS = ("safety",)  # danger and despair


def is_personal(messages: Iterable[dict[str, Any]]) -> bool:
    """Whether a turn's messages tell of a person's own pay, leave or safety: not for a group."""
    told = [message.get("answer") or {} for message in messages]
    return any(answer.get("kind") in PERSONAL_KINDS or answer.get("topic") in PERSONAL_TOPICS for answer in told)


def is_danger(messages: Iterable[dict[str, Any]]) -> bool:
    """Whether a turn's messages are about somebody's safety."""
    return any((message.get("answer") or {}).get("kind") in PERSONAL_KINDS for message in messages)
