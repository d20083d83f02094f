"""What the action server writes down of its work: one line and one count for each action and each search, no content."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from prometheus_client import Counter, Histogram
from rasa_sdk.interfaces import ActionExecutionRejection
from sanic.response import HTTPResponse, empty

from actions.executor import DomainExecutor
from journal.counts import KIND, SECONDS, may_see, registry, shown
from journal.request_id import begin

if TYPE_CHECKING:
    from sanic import Sanic
    from sanic.request import Request

    from actions.settings import Settings

logger = logging.getLogger("raadwijzer.action")


@dataclass(frozen=True)
class Measures:
    """The counts of the action server."""

    seconds: Histogram  # action: its name, or search
    errors: Counter  # where: the same


@cache
def measures() -> Measures:
    """The counts, made on first use: by then the launcher has said where several processes keep them."""
    return Measures(
        Histogram("raadwijzer_action_seconds", "Seconds of an action.", ("action",), buckets=SECONDS, registry=registry()),
        Counter("raadwijzer_action_errors", "Actions that failed.", ("action",), registry=registry()),
    )


class ObservedExecutor(DomainExecutor):
    """Runs actions, under the request id that came along with the user's message."""

    async def run(self, action_call: dict[str, Any]) -> Any:
        begin(request_of(action_call))
        name = str(action_call.get("next_action"))
        with observed(name if name in self.actions else "unknown"):
            return await super().run(action_call)


@contextmanager
def observed(action: str) -> Iterator[None]:
    """Write down and count what runs inside; an action that refuses to run (a form that is left) is no error."""
    started, status = time.perf_counter(), 500
    try:
        yield
        status = 200
    except ActionExecutionRejection:
        status = 400
        raise
    finally:
        seconds = time.perf_counter() - started
        measures().seconds.labels(action).observe(seconds)
        if status == 500:
            measures().errors.labels(action).inc()
        logger.info("action", extra={"fields": {"action": action, "status": status, "ms": round(seconds * 1000)}})


def request_of(action_call: dict[str, Any]) -> str | None:
    """The request id in the metadata of the latest message, where bot/channels/traced.py put it."""
    metadata = ((action_call.get("tracker") or {}).get("latest_message") or {}).get("metadata")
    found = metadata.get("request") if isinstance(metadata, dict) else None
    return found if isinstance(found, str) else None


def add_measures(app: Sanic, settings: Settings) -> None:
    """Add `GET /metrics` to the action server: for this machine, or with the token; 404 for everybody else."""

    @app.get("/metrics")
    async def metrics(request: Request) -> HTTPResponse:
        if not may_see(request.ip, request.headers, settings.metrics_token):
            return empty(status=404)
        return HTTPResponse(body=shown(settings.metrics_folder), content_type=KIND)
