"""The requests of Slack: only what Slack signed gets in, and it has its 200 before the bot begins to answer."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as reply

from bot.channels import discreet
from bot.channels.assembly import assemble
from bot.channels.heard import Heard
from bot.channels.replays import Replays
from bot.channels.slack_porter import SlackPorter
from bot.channels.slack_requests import RETRY, SIGNATURE, WINDOW, Gate, hear_command, hear_event, hear_press, read_form, read_json
from bot.channels.traced import trace
from bot.settings import Settings, SlackSettings

logger = logging.getLogger(__name__)
CHANNEL = "slack"


def mount(routes: Blueprint, settings: Settings, slack: SlackSettings,
          on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> None:
    """Put the three addresses on `routes`, and what must happen when the server starts and stops."""
    discreet.hide(slack.token, slack.signing_secret)
    gate, porter = Gate(slack.signing_secret), SlackPorter(slack)
    replays = Replays(settings.redis, 2 * WINDOW) if settings.redis else None
    trace(routes)

    @routes.listener("after_server_start")
    async def start(app: Sanic, *_: Any) -> None:
        app.ctx.slack_inbox = assemble(app, CHANNEL, porter, settings, on_new_message)
        logger.info("Slack is on; %s requests were left to handle.", app.ctx.slack_inbox.resume())

    @routes.listener("before_server_stop")
    async def end(app: Sanic, *_: Any) -> None:
        await app.ctx.slack_inbox.close()

    @routes.middleware("request")
    async def guard(request: Request) -> HTTPResponse | None:
        status = gate.check(request.body, request.headers)
        if status == 200 and replays and RETRY not in request.headers and not await replays.is_first(request.headers[SIGNATURE]):
            status = 403
        return None if status == 200 else empty(status=status)

    @routes.exception(ValueError, KeyError, TypeError, AttributeError, RecursionError)
    async def unreadable(request: Request, error: Exception) -> HTTPResponse:
        logger.warning("A request could not be read: %s", type(error).__name__)
        return empty(status=400)

    @routes.post("/events")
    async def events(request: Request) -> HTTPResponse:
        body = read_json(request.body)
        if body.get("type") == "url_verification":
            return reply({"challenge": body["challenge"]})
        return take(request, hear_event(body) if body.get("type") == "event_callback" else None)

    @routes.post("/interactions")
    async def interactions(request: Request) -> HTTPResponse:
        return take(request, hear_press(read_json(read_form(request.body)["payload"])))

    @routes.post("/commands")
    async def commands(request: Request) -> HTTPResponse:
        form = read_form(request.body)
        return take(request, None if form.get("ssl_check") else hear_command(form))


def take(request: Request, heard: Heard | None) -> HTTPResponse:
    """Write down what was heard, and acknowledge it: the answer follows."""
    if heard is not None:
        request.app.ctx.slack_inbox.take(heard)
    return empty(status=200)
