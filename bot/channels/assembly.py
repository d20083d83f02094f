"""Putting a channel together: its records, its desk, and the inbox before it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import sqlalchemy as sa
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels import inbox, records
from bot.channels.database import Database
from bot.channels.desk import Desk
from bot.channels.dialogue import Dialogue
from bot.channels.pace import Pace
from bot.channels.porter import Porter
from bot.channels.settings import read_limits
from bot.lock_store import Locks
from bot.settings import Settings, read_secret


def assemble(app: Sanic, channel: str, porter: Porter, settings: Settings,
             on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> inbox.Inbox:
    """The inbox of a channel; what is taken there is answered by `porter`."""
    database = Database(settings.database or settings.state / "channels.db", tables())
    pace = Pace(read_limits(), read_secret(settings))
    dialogue = Dialogue(app, channel, on_new_message, settings.state, porter.forget_with)
    desk = Desk(porter, records.Records(database, channel), dialogue, settings, pace)
    return inbox.Inbox(database, channel, desk.handle, Locks(url=settings.redis))


def tables() -> sa.MetaData:
    """What the channels beside the web keep."""
    every = sa.MetaData()
    for table in (*inbox.TABLES.tables.values(), *records.TABLES.tables.values()):
        table.to_metadata(every)
    return every
