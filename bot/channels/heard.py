"""What somebody said or pressed on a platform, and where an answer goes: the nouns that the channels share."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

KINDS = ("text", "button", "command", "other", "anonymous", "joined", "left", "moved")
COMMANDS = ("start", "help", "stop", "wis")


@dataclass(frozen=True)
class Place:
    """Where an answer goes, in the platform's own ids."""

    chat: str
    private: bool
    thread: str = ""  # a Slack thread, a topic of a Telegram forum
    reply_to: str = ""  # the message that is answered, where a group must see that
    response_url: str = ""  # Slack: what may be shown to one person only goes here


@dataclass(frozen=True)
class Heard:
    """One update of a platform, in the words of no platform.

    id: the platform's own, the same when it sends the update again. kind: one of KINDS. value: the text, the id of the button,
    the name of the command, or for moved the chat's new id. argument: what followed a command. press: what a platform wants to
    have acknowledged. app: the app that was spoken to, for a link to it.
    """

    id: str
    kind: str
    person: str
    place: Place
    value: str = ""
    argument: str = ""
    press: str = field(default="", repr=False)
    app: str = ""

    def dump(self) -> str:
        """As JSON, for the inbox."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> Heard:
        """From the inbox."""
        fields: dict[str, Any] = json.loads(text)
        return cls(**fields | {"place": Place(**fields["place"])})
