"""Copying a slot by its values.

Rasa copies every slot of the domain each time that it replays a conversation, eight times a turn, the long way through
`copy`: 1 ms a turn.
"""

from __future__ import annotations

from rasa.shared.core.slots import Slot

from bot.shortcuts.install import Known, Shortcut


def __copy__(self: Slot) -> Slot:
    """A slot of the same class with the same values, as `copy.copy` makes it of an object without ways of its own."""
    copied = self.__class__.__new__(self.__class__)
    copied.__dict__.update(self.__dict__)
    return copied


def shortcuts() -> list[Shortcut]:
    """The copy of a slot."""
    return [Shortcut(Slot, "__copy__", __copy__)]


def known() -> list[Known]:
    """What a slot holds."""
    return [Known(Slot, "f9da9bfb7402568c")]
