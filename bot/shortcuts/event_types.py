"""Looking up the class of an event once for each type of event.

Rasa walks through all subclasses of Event for every event that it reads back: 2 ms a turn.
"""

from __future__ import annotations

from functools import lru_cache

from rasa.shared.core.events import Event
from rasa.shared.utils.common import all_subclasses

from bot.shortcuts.install import Known, Shortcut


def shortcuts() -> list[Shortcut]:
    """Rasa's own look-up, which remembers what it found; what it does not find it looks up again."""
    look_up = lru_cache(maxsize=None)(Event.resolve_by_type)

    def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
        return look_up(type_name, default)

    return [Shortcut(Event, "resolve_by_type", staticmethod(resolve_by_type))]


def known() -> list[Known]:
    """Rasa's look-up and its walk through the classes."""
    return [Known(Event.resolve_by_type, "bcf3fa3847fbd72f"), Known(all_subclasses, "a28f6bea3a1ffed5")]
