"""One line and one count for each turn of any channel, and the id that ties the lines of a turn together."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.measures import measures
from journal.lines import install
from journal.request_id import HEADER, begin, current

logger = logging.getLogger("raadwijzer.turn")
KEY = "request"  # in the metadata of a message, which Rasa hands on to the action server
KINDS = frozenset("answer form document clarify no_answer out_of_scope safety smalltalk handover menu".split())
TOPIC = re.compile(r"[a-z_]{2,40}")
DONE, FAILED = 200, 503  # as the web channel says it; the platforms' turns are told in the same way


def trace(routes: Blueprint) -> None:
    """Give every request on `routes` an id, the proxy's where it sent a sane one, and send it back."""

    @routes.middleware("request")
    async def number(request: Request) -> None:
        begin(request.headers.get(HEADER))

    @routes.middleware("response")
    async def tell(request: Request, response: HTTPResponse) -> None:
        response.headers[HEADER] = current() or begin()


def write_lines(routes: Blueprint, form: str) -> None:
    """When the server starts: its log lines in this form from then on, after Rasa has set up its own. Empty: they stay Rasa's."""

    @routes.listener("before_server_start")
    async def write(*_: Any) -> None:
        if form:
            install("rasa", form)


async def run_turn(say: Callable[[UserMessage], Awaitable[Any]], message: UserMessage) -> None:
    """Let Rasa answer `message`, whose channel collects the messages; written down and counted, also when it fails."""
    message.metadata = {**(message.metadata or {}), KEY: current() or begin()}
    started, failed = time.perf_counter(), True
    try:
        await say(message)
        failed = False
    finally:
        said = getattr(message.output_channel, "messages", [])
        note(message.input_channel or "", time.perf_counter() - started, None if failed else said)


def note(channel: str, seconds: float, said: list[dict[str, Any]] | None) -> None:
    """Write down a turn. said: the bot's messages; None when the turn failed, and none of them counts as failed too."""
    kind, topic = meaning(said) if said else ("failed", "none")
    measures().turns.labels(channel, kind, topic).inc()
    measures().seconds.labels(channel).observe(seconds)
    if not said:
        measures().errors.labels("turn").inc()
    logger.info("turn", extra={"fields": {"channel": channel, "status": DONE if said else FAILED, "ms": round(seconds * 1000),
                                          "kind": kind, "topic": topic}})


def refuse(channel: str, status: int, code: str) -> None:
    """Write down a request that got no answer, by the code of its error; one that failed here counts as an error."""
    if status >= 500:
        measures().errors.labels(channel).inc()
        return
    measures().refused.labels(channel, code).inc()
    logger.info("refused", extra={"fields": {"channel": channel, "status": status, "code": code}})


def meaning(said: list[dict[str, Any]]) -> tuple[str, str]:
    """Kind and topic of a turn: those of the first message that has an `answer`; names of ours only, whatever stands there."""
    told = next((message["answer"] for message in said if message.get("answer")), {})
    kind, topic = str(told.get("kind") or "none"), str(told.get("topic") or "none")
    return kind if kind in KINDS else "none", topic if TOPIC.fullmatch(topic) else "other"
