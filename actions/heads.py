"""Requests that are none: Sanic answers them 400, but then stumbles over what it still reads of them; here it does not.

An address with a control character is read a second time for the error, and what is left of a body in broken chunks is read
after it: each writes a trace into the log, of a request that nobody needs to know of.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partialmethod

from sanic.exceptions import BadRequest, BadURL
from sanic.http.http1 import Http

MAKES, SERVES = "create_empty_request", "http1"


def be_patient() -> None:
    """Let a connection with such a request end quietly; AttributeError when this Sanic answers it elsewhere."""
    missing = [name for name in (MAKES, SERVES) if not hasattr(Http, name)]
    if missing:
        raise AttributeError(f"Found no {missing[0]} in sanic.http.http1.Http. Expected it, as in Sanic 25.12. Look where this "
                             "Sanic makes a request for an error, and change actions/heads.py with it.")
    if getattr(Http, MAKES).__name__ == MAKES:  # not ours yet
        made, served = getattr(Http, MAKES), getattr(Http, SERVES)
        setattr(Http, MAKES, lambda http: (setattr(http, "url", None), made(http)))
        setattr(Http, SERVES, partialmethod(_serve, served))


async def _serve(http: Http, served: Callable[[Http], Awaitable[None]]) -> None:
    with suppress(BadRequest, BadURL):  # it was answered already
        await served(http)
