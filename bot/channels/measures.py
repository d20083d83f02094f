"""What Rasa's side counts, and the address where Prometheus reads it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache

from prometheus_client import Counter, Gauge, Histogram
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.door import told
from bot.settings import Settings
from journal.counts import KIND, SECONDS, may_see, registry, shown


@dataclass(frozen=True)
class Measures:
    """The counts of Rasa's side; labels say what a turn was, never what stood in it."""

    turns: Counter  # channel, kind (of the contract, or failed), topic
    seconds: Histogram  # channel: from the channel to the answer, the action server included
    errors: Counter  # where: turn, or the channel whose request failed
    refused: Counter  # channel, code of the error: too long, too fast, no session …
    actions_up: Gauge


@cache
def measures() -> Measures:
    """The counts, made on first use: by then the launcher has said where several processes keep them."""
    kept = {"registry": registry()}
    return Measures(
        Counter("raadwijzer_turns", "Turns answered, by kind and topic.", ("channel", "kind", "topic"), **kept),
        Histogram("raadwijzer_turn_seconds", "Seconds of a turn, all hops.", ("channel",), buckets=SECONDS, **kept),
        Counter("raadwijzer_errors", "Turns and requests that failed.", ("where",), **kept),
        Counter("raadwijzer_refused", "Requests that got no turn.", ("channel", "code"), **kept),
        Gauge("raadwijzer_actions_up", "Whether the action server answers.", multiprocess_mode="mostrecent", **kept),
    )


def add_measures(routes: Blueprint, settings: Settings, answers: Callable[[str], Awaitable[bool]]) -> None:
    """Add `GET /metrics` to the web channel's routes: for this machine, or with the token; 404 for everybody else.

    answers: whether an address answers with 200.
    """

    @routes.get("/metrics")
    async def metrics(request: Request) -> HTTPResponse:
        if not may_see(request.ip, request.headers, settings.metrics_token):
            return told(404)
        measures().actions_up.set(await answers(f"{settings.actions_url}/health"))
        return HTTPResponse(body=shown(settings.metrics_folder), content_type=KIND)

