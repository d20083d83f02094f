"""Which other sites may call the web channel from a browser: those that the griffie listed, and no others."""

from __future__ import annotations

from sanic.request import Request
from sanic.response import HTTPResponse

ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Max-Age": "600",
}


def allow(request: Request, response: HTTPResponse, origins: tuple[str, ...]) -> None:
    """Let a page of a listed origin read `response`; a page of any other origin gets nothing that its browser would show it.

    No cookie is ever involved: the session travels as a bearer token, so that credentials need not be allowed.
    """
    origin = request.headers.get("origin")
    if not origins:
        return
    response.headers["Vary"] = ", ".join(filter(None, [response.headers.get("Vary"), "Origin"]))
    if origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        if request.method == "OPTIONS":
            response.headers.update(ALLOWED)
