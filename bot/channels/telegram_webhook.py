"""The webhook of Telegram: only who knows the secret gets in, every update is written down before it is acknowledged."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot.channels import discreet
from bot.channels.assembly import assemble
from bot.channels.heard import Heard
from bot.channels.inbox import Inbox
from bot.channels.telegram_porter import TelegramPorter
from bot.channels.telegram_updates import hear
from bot.channels.traced import trace
from bot.settings import Settings, TelegramSettings

logger = logging.getLogger(__name__)
CHANNEL = "telegram"
HEADER = "x-telegram-bot-api-secret-token"
LARGEST = 1_000_000  # bytes of an update
PAUSES = (2, 5, 15, 60)  # seconds between attempts to reach Telegram at the start; the last one again and again


def mount(routes: Blueprint, settings: Settings, telegram: TelegramSettings,
          on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
    """Put the webhook on `routes`, and what must happen when the server starts and stops."""
    discreet.hide(telegram.token, telegram.secret)
    porter, opened = TelegramPorter(telegram), asyncio.Event()
    trace(routes)

    @routes.listener("after_server_start")
    async def start(app: Sanic, *_: Any) -> None:
        app.ctx.telegram_inbox = assemble(app, CHANNEL, porter, settings, on_new_message)
        app.ctx.telegram_opening = asyncio.get_running_loop().create_task(open_up(porter, app.ctx.telegram_inbox, opened))

    @routes.listener("before_server_stop")
    async def end(app: Sanic, *_: Any) -> None:
        app.ctx.telegram_opening.cancel()
        await app.ctx.telegram_inbox.close()
        await porter.close()

    @routes.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        given = request.headers.get(HEADER)
        if given is None or not hmac.compare_digest(given.encode(errors="replace"), telegram.secret.encode()):
            return empty(status=401 if given is None else 403)
        if not opened.is_set():
            return empty(status=503)  # Telegram sends it again
        heard = read(request.body, porter)
        if heard is not None:
            request.app.ctx.telegram_inbox.take(heard)
        return empty(status=200)


def read(body: bytes, porter: TelegramPorter) -> Heard | None:
    """What an update means; None as well for one that can't be read, which Telegram would otherwise send for ever."""
    if len(body) > LARGEST:
        return None
    try:
        return hear(Update.de_json(json.loads(body), porter.bot), porter.bot.bot)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        logger.warning("An update could not be read: %s", type(error).__name__)
        return None


async def open_up(porter: TelegramPorter, arrivals: Inbox, opened: asyncio.Event) -> None:
    """Reach Telegram, however long that takes, then go on with what a stop of the server left."""
    for attempt in range(1_000_000):
        try:
            await porter.open()
            break
        except InvalidToken:
            logger.error("Found a token that Telegram does not know. Expected the one that BotFather gave. Set "
                         "RAADWIJZER_TELEGRAM_TOKEN and start again. Telegram stays off.")
            return
        except TelegramError as error:
            pause = PAUSES[min(attempt, len(PAUSES) - 1)]
            logger.warning("Telegram could not be reached (%s). Expected an answer. Trying again in %s s.", error, pause)
            await asyncio.sleep(pause)
    opened.set()
    logger.info("Telegram is on; %s updates were left to handle.", arrivals.resume())
