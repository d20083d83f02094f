"""The heads of requests, looked at before Sanic reads them: what it would stumble over, or wait on for ever, gets a 400.

A length below zero makes the Sanic that Rasa wants (21.12) read nothing again and again, and no other request is served any
more; an address that is none raises a second error while the first is answered.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partialmethod

from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.http import Http

FIRST_LINE = re.compile(rb"[A-Z]{1,20} (?:/[\x21-\x7e]*|\*) HTTP/1\.[01]")
HEADER = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\x00-\x08\x0a-\x1f\x7f]*")  # RFC 9110: a token, and no control character
LENGTH = re.compile(rb"[ \t]*[0-9]{1,12}[ \t]*")
MAKES, SERVES = "create_empty_request", "http1"  # methods of Sanic's Http
LONGEST_ADDRESS = 16_000  # bytes: a question of the FAQ in percent signs fits many times


def install(routes: Blueprint) -> None:
    """Look at the head of every request of the server that mounts `routes`."""
    be_patient()

    @routes.signal("http.lifecycle.read_head")
    async def look(head: bytes, **_: object) -> None:
        if not is_sound(head):
            raise ValueError("a head that is none")  # Sanic answers 400 and hangs up


def be_patient() -> None:
    """Let Sanic answer a head that is none without reading its address again, and end a connection whose body can't be read to
    its end without a trace in the log; AttributeError when this Sanic does either elsewhere."""
    missing = [name for name in (MAKES, SERVES) if not hasattr(Http, name)]
    if missing:
        raise AttributeError(f"Found no {missing[0]} in sanic.http.Http. Expected it, as in Sanic 21.12. Look where this Sanic "
                             "makes a request for an error, and where it reads what is left of a body, and change "
                             "bot/channels/heads.py with it.")
    if getattr(Http, MAKES).__name__ == MAKES:  # not ours yet
        made, served = getattr(Http, MAKES), getattr(Http, SERVES)
        setattr(Http, MAKES, lambda http: (setattr(http, "url", None), made(http)))
        setattr(Http, SERVES, partialmethod(_serve, served))


async def _serve(http: Http, served: Callable[[Http], Awaitable[None]]) -> None:
    with suppress(InvalidUsage):  # it was answered already
        await served(http)


def is_sound(head: bytes) -> bool:
    """Whether a request's head, without the empty line at its end, is HTTP/1.1 that has one meaning only."""
    first, *lines = head.split(b"\r\n")
    if not FIRST_LINE.fullmatch(first) or len(first) > LONGEST_ADDRESS or not all(HEADER.fullmatch(line) for line in lines):
        return False
    named = [(name.lower(), value) for name, _, value in (line.partition(b":") for line in lines)]
    lengths = [value for name, value in named if name == b"content-length"]
    encodings = [value.strip().lower() for name, value in named if name == b"transfer-encoding"]
    if len(lengths) + len(encodings) > 1:  # two ways to tell where it ends: a proxy before us may believe the other one
        return False
    return all(LENGTH.fullmatch(value) for value in lengths) and encodings in ([], [b"chunked"])
