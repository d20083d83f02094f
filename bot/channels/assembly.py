"""Putting a channel together: its records, its desk, and the inbox before it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels import inbox, records
from bot.channels.database import Database
from bot.channels.desk import Desk
from bot.channels.dialogue import Dialogue
from bot.channels.pace import Pace
from bot.channels.porter import Porter
from bot.channels.settings import read_limits
from bot.settings import Settings, read_secret


def assemble(app: Sanic, channel: str, porter: Porter, settings: Settings,
             on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> inbox.Inbox:
    """The inbox of a channel; what is taken there is answered by `porter`."""
    database = Database(settings.state / "channels.db", inbox.SCHEMA + records.SCHEMA)
    pace = Pace(read_limits(), read_secret(settings))
    dialogue = Dialogue(app, channel, on_new_message, settings.state)
    return inbox.Inbox(database, channel, Desk(porter, records.Records(database, channel), dialogue, settings, pace).handle)
