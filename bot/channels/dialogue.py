"""The dialogue behind a channel: saying something to Rasa, taking a turn back, and forgetting a conversation."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels.confidential import with_notice
from bot.channels.endpoint import store_of
from bot.channels.traced import run_turn
from bot.channels.web import WebOutput
from bot.settings import Settings
from bot.whole import Halt

logger = logging.getLogger(__name__)


class Dialogue:
    """What Rasa does for one channel. app: the server, whose agent is there once it has started. forget_with: how to wipe."""

    def __init__(self, app: Sanic, channel: str, on_new_message: Callable[[UserMessage], Awaitable[Any]], state: Path,
                 forget_with: str = "") -> None:
        self._app, self._channel, self._say, self._state, self._forget_with = app, channel, on_new_message, state, forget_with

    async def run(self, conversation: str, said: str) -> list[dict[str, Any]]:
        """The bot's messages for what was said (a text, or the payload of a button): text, buttons, answer?, file?.

        Empty when the bot could not answer.
        """
        output = WebOutput()  # collects with every key of the contract
        try:
            turn = run_turn(self._say, UserMessage(said, output, conversation, input_channel=self._channel))
            await asyncio.wait_for(turn, Settings.turn_patience)
        except Halt as halt:  # nothing of the turn was saved
            logger.warning("A turn failed: %s", halt)
            return []
        except Exception:  # whatever failed behind the channel, the user gets one honest line and may try again
            logger.exception("A turn failed")
            return []
        return with_notice(said, output.messages, self._forget_with)

    def take_back(self, conversation: str, since: float) -> None:
        """Undo every event of a conversation from this moment (seconds since 1970) on."""
        store_of(self._app).forget(conversation, since)

    def forget(self, conversation: str) -> None:
        """Delete a conversation's events and files."""
        store_of(self._app).forget(conversation)
        shutil.rmtree(self._state / "files" / conversation, ignore_errors=True)
