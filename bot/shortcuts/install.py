"""Putting the shortcuts in the place of Rasa's own functions, once, when the web channel starts.

Each says what it does the same, and which code of Rasa it was read from. When that code is another, the start is refused: a
stand-in for a function that changed would be wrong without anyone noticing.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from rasa.shared.exceptions import RasaException


class RasaChanged(RasaException):
    """Code of Rasa that a shortcut relies on is not as it was; Rasa prints the message and stops."""


@dataclass(frozen=True)
class Known:
    """A function or class as it was when a shortcut was written: the fingerprint of its source."""

    code: Any
    fingerprint: str


@dataclass(frozen=True)
class Shortcut:
    """What is put at `owner.name`."""

    owner: type
    name: str
    stand_in: Any


def fingerprint(code: Any) -> str:
    """Hash of the source of a function or class, without its indentation."""
    return hashlib.sha256(inspect.cleandoc(inspect.getsource(code)).encode()).hexdigest()[:16]


def check(known: Iterable[Known]) -> None:
    """RasaChanged names the first code that is another than was known."""
    for one in known:
        found, name = fingerprint(one.code), f"{one.code.__module__}.{one.code.__qualname__}"
        if found != one.fingerprint:
            raise RasaChanged(
                f"Found {name} with another source ({found}), in Rasa {version('rasa')}. Expected the one that bot/shortcuts was "
                f"written for ({one.fingerprint}). Install the pinned packages again with 'make setup'; or, after an update of "
                "Rasa, read what changed, mend what stands in for it with its test, and write down the new fingerprint.")


def install() -> None:
    """Put every shortcut in its place, all or none; a second call changes nothing. RasaChanged: see `check`."""
    from bot.components import rule_policy
    from bot.shortcuts import action_calls, action_replies, event_types, graph_runs, slot_copies

    if is_installed():
        return
    modules = (action_calls, action_replies, event_types, graph_runs, slot_copies)
    check(known for module in (*modules, rule_policy) for known in module.known())
    for shortcut in [shortcut for module in modules for shortcut in module.shortcuts()]:
        setattr(shortcut.owner, shortcut.name, shortcut.stand_in)


def is_installed() -> bool:
    """Whether the stand-ins are in their places already."""
    from rasa.core.actions.action import RemoteAction

    return RemoteAction._validate_action_result.__module__ == "bot.shortcuts.action_replies"
