"""Carrying messages to Telegram by its Bot API."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, InputFile, LinkPreviewOptions
from telegram import ReplyParameters as Reply
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels.attachments import Attachment
from bot.channels.heard import COMMANDS, Heard, Place
from bot.channels.outgoing import Outgoing
from bot.channels.porter import Refused
from bot.channels.sentences import sentence
from bot.channels.telegram_text import keyboard, show
from bot.settings import TelegramSettings

logger = logging.getLogger(__name__)
PAUSES = (1.0, 3.0, 10.0, 30.0)  # seconds between attempts to send a message
LONGEST_PAUSE = 60.0  # seconds that Telegram may ask us to wait
WANTED = ["message", "callback_query", "my_chat_member"]
CAPTION = 1024  # characters under a picture
NOTICE = 200  # characters in answer to a press


class TelegramPorter:
    """The bot of BotFather; it knows its own name after `open`."""

    platform, forget_with = "Telegram", "/wis"
    by_thread, keeps_questions = False, True

    def __init__(self, settings: TelegramSettings) -> None:
        self._settings = settings
        self.bot = Bot(settings.token, base_url=f"{settings.api}/bot", base_file_url=f"{settings.api}/file/bot")

    async def open(self) -> None:
        """Learn who the bot is and tell Telegram where to deliver, what, and with which secret."""
        await self.bot.initialize()
        await self.bot.set_webhook(self._settings.webhook, secret_token=self._settings.secret, allowed_updates=WANTED)
        commands = [BotCommand(name, sentence(f"opdracht_{name}")) for name in COMMANDS]
        await self.bot.set_my_commands(commands, BotCommandScopeAllPrivateChats())
        await self.bot.set_my_commands([c for c in commands if c.command != "start"], BotCommandScopeAllGroupChats())

    async def close(self) -> None:
        """Let go of the connections."""
        await self.bot.shutdown()

    def mention(self) -> str:
        return f"@{self.bot.username}"

    def private_link(self, heard: Heard, waiting: str = "") -> str:
        return f"https://t.me/{self.bot.username}" + (f"?start={waiting}" if waiting else "")

    async def say(self, place: Place, message: Outgoing) -> None:
        pieces = show(message.text)
        for row, piece in enumerate(pieces):
            last = row == len(pieces) - 1
            await self._send(lambda piece=piece, last=last, row=row: self.bot.send_message(
                int(place.chat), piece.text, entities=piece.entities, reply_markup=keyboard(message.buttons) if last else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True), **_whereabouts(place, reply=row == 0)))

    async def hand(self, place: Place, attachment: Attachment) -> bool:
        """As a picture to be looked at, else, or where Telegram finds the picture too large or odd for that, as a document."""
        ways = [self.bot.send_photo, self.bot.send_document] if attachment.is_picture else [self.bot.send_document]
        for way in ways:
            try:
                await self._send(lambda way=way: way(int(place.chat), InputFile(attachment.content, filename=attachment.name),
                                                     caption=attachment.alt[:CAPTION] or None, **_whereabouts(place)))
                return True
            except TelegramError as error:
                logger.warning("A file was not taken: %s", error)
        return False

    async def acknowledge(self, heard: Heard, notice: str = "") -> None:
        try:
            await self.bot.answer_callback_query(heard.press, notice[:NOTICE] or None, show_alert=bool(notice))
        except TelegramError as error:  # too late to stop the spinner: the answer itself still goes
            logger.info("A press could not be acknowledged: %s", error)

    async def private_place(self, heard: Heard) -> Place | None:
        """Telegram lets a bot write only to who wrote to it first: a sign of typing finds out."""
        try:
            await self.bot.send_chat_action(int(heard.person), ChatAction.TYPING)
        except (BadRequest, Forbidden):
            return None
        except TelegramError as error:
            logger.info("A sign of typing did not arrive: %s", error)
        return Place(heard.person, private=True)

    async def _send(self, send: Callable[[], Awaitable[Any]]) -> None:
        """Send, again after a pause where that can't make it arrive twice; Refused when the bot may not write there."""
        for pause in (*PAUSES, None):
            try:
                await send()
                return
            except Forbidden as error:
                raise Refused(error.message) from error
            except RetryAfter as error:
                wait = error.retry_after if isinstance(error.retry_after, int) else error.retry_after.total_seconds()
                if pause is None or wait > LONGEST_PAUSE:
                    raise
                await asyncio.sleep(wait)
            except BadRequest as error:
                if "chat not found" in error.message.casefold() or "not enough rights" in error.message.casefold():
                    raise Refused(error.message) from error
                raise
            except NetworkError as error:
                # A call that timed out while waiting for its answer may have arrived.
                arrived = isinstance(error, TimedOut) and not isinstance(error.__cause__, httpx.ConnectTimeout)
                if pause is None or arrived:
                    raise
                await asyncio.sleep(pause)


def _whereabouts(place: Place, reply: bool = False) -> dict[str, Any]:
    """The topic to write in, and in a group the message to answer, if that is still there."""
    answered = Reply(int(place.reply_to), allow_sending_without_reply=True) if reply and place.reply_to else None
    return {"message_thread_id": int(place.thread) if place.thread else None, "reply_parameters": answered}

