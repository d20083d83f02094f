"""Telegram, mounted at /telegram: updates come in by a webhook with a secret, answers go out by the Bot API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint

from bot.settings import read_settings, read_telegram_settings


class TelegramInput(InputChannel):
    """`/telegram/webhook`; without a token in the environment nothing is mounted."""

    @classmethod
    def name(cls) -> str:
        return "telegram"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TelegramInput:
        return cls()

    def __init__(self) -> None:
        self._settings = read_settings()
        self._telegram = read_telegram_settings(self._settings)

    def url_prefix(self) -> str:
        return "/telegram"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("telegram_channel", strict_slashes=False)
        if self._telegram is not None:
            from bot.channels.telegram_webhook import mount  # brings 45 MB that a bot without Telegram need not carry

            mount(routes, self._settings, self._telegram, on_new_message)
        return routes
