"""What a channel needs of its platform: carrying messages out, and the platform's own names and links."""

from __future__ import annotations

from typing import Protocol

from bot.channels.attachments import Attachment
from bot.channels.heard import Heard, Place
from bot.channels.outgoing import Outgoing


class Refused(Exception):
    """The platform does not let the bot write there: blocked, removed, or never spoken to."""


class Porter(Protocol):
    """A platform as the desk sees it."""

    platform: str  # its name, for a reader
    forget_with: str  # how a user has everything deleted
    by_thread: bool  # whether each thread in a group is a conversation of its own
    keeps_questions: bool  # whether its link to the private chat brings a waiting question along

    def mention(self) -> str:
        """How a user calls the bot in a group."""

    async def say(self, place: Place, message: Outgoing) -> None:
        """Send a message; Refused when the platform does not let the bot."""

    async def hand(self, place: Place, attachment: Attachment) -> bool:
        """Send a file; Refused likewise, False when it did not arrive for another reason."""

    async def acknowledge(self, heard: Heard, notice: str = "") -> None:
        """Tell the platform that a press was seen, with a notice for the presser alone."""

    async def private_place(self, heard: Heard) -> Place | None:
        """The private chat with this person; None when the platform does not open it."""

    def private_link(self, heard: Heard, waiting: str = "") -> str:
        """An address that opens the private chat."""
