"""The id of a request: it stands in every log line of a turn, in both servers, and goes back to who asked."""

from __future__ import annotations

import re
import uuid
from contextvars import ContextVar

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9_.-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def begin(given: str | None = None) -> str:
    """Start a request in this task: its id is `given` where a proxy gave a sane one, else a new one of 32 hex digits."""
    request = given if given and SANE.fullmatch(given) else uuid.uuid4().hex
    _current.set(request)
    return request


def current() -> str:
    """The id of the request that this task works on; empty outside any."""
    return _current.get()
