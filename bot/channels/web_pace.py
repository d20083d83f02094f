"""The pace of the web channel: what of it is counted by address, and the error of who goes too fast."""

from __future__ import annotations

from collections.abc import Callable

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.pace import Pace, TooFast, block_of

FREE = ("OPTIONS", "HEAD")
FILES = ("widget.js", "site.css", "demo.js", "icon.svg", "health", "")  # cheap, and asked for by browsers and monitors alone


def install(routes: Blueprint, pace: Pace, refusal: Callable[[], HTTPResponse]) -> None:
    """Count every call on `routes` by its address; `refusal` makes the error of one that comes too fast."""

    @routes.middleware("request")
    async def count(request: Request) -> None:
        page = request.path.rstrip("/").removeprefix("/chat").lstrip("/")
        if request.method in FREE or page in FILES:
            return
        address = address_of(request)
        await pace.check("address", address)
        if page == "session" and request.method == "POST":
            await pace.check("sessions", address)
        if page == "faq" and request.args.get("q"):
            await pace.check("search", address)

    @routes.exception(TooFast)
    async def slow_down(request: Request, error: TooFast) -> HTTPResponse:
        response = refusal()
        response.headers["Retry-After"] = str(error.wait)
        return response


def address_of(request: Request) -> str:
    """Where a request comes from; what X-Forwarded-For says counts only as far as our own proxies wrote it (PROXIES_COUNT)."""
    return block_of(request.remote_addr or request.ip)
