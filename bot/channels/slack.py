"""Slack, mounted at /slack: events, interactions and the slash command come in signed, answers go out by the Web API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint

from bot.channels.slack_webhook import mount
from bot.settings import read_settings, read_slack_settings


class SlackInput(InputChannel):
    """`/slack/events`, `/slack/interactions` and `/slack/commands`; without tokens in the environment nothing is mounted."""

    @classmethod
    def name(cls) -> str:
        return "slack"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackInput:
        return cls()

    def __init__(self) -> None:
        self._settings = read_settings()
        self._slack = read_slack_settings()

    def url_prefix(self) -> str:
        return "/slack"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("slack_channel", strict_slashes=False)
        if self._slack is not None:
            mount(routes, self._settings, self._slack, on_new_message)
        return routes
