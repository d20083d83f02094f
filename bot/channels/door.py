"""The outer door of Rasa's server: headers, time and size limits, and errors, the same for every address it answers at.

Rasa has a page of its own at "/" that names its version; here that is a page that does not exist, like every other that the
channels do not name.
"""

from __future__ import annotations

import logging
from typing import Any

from sanic import Blueprint, Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as reply

from bot.channels.cors import allow
from bot.settings import Settings

logger = logging.getLogger(__name__)
SECURITY = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
    "X-Frame-Options": "DENY", "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                               "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                               "require-trusted-types-for 'script'",
}
LIMITS = {
    "REQUEST_MAX_SIZE": 1_000_000,  # bytes: an update of Telegram fits; the web channel takes less
    "REQUEST_TIMEOUT": 15,  # seconds to send the headers of a request
    "RESPONSE_TIMEOUT": 60,  # seconds for its body and the answer together
    "KEEP_ALIVE_TIMEOUT": 75,  # seconds that a connection may wait for its next request: longer than a proxy lets it
    "ACCESS_LOG": False,  # its lines would hold addresses, and what was searched for
}
ERRORS = {
    400: ("onleesbaar", "Dit verzoek is niet te lezen. Controleer het en probeer het nog eens."),
    404: ("niet_gevonden", "Deze pagina bestaat niet. Ga naar /chat/ om een vraag te stellen."),
    405: ("kan_hier_niet", "Dat kan niet op dit adres. Ga naar /chat/ om een vraag te stellen."),
    408: ("te_traag", "Je verzoek kwam te langzaam binnen. Probeer het nog eens."),
    413: ("te_lang", "Je bericht is te lang. Maak het korter en stuur het nog eens."),
    503: ("even_niet", "Ik kan nu niet antwoorden. Stuur je vraag over een minuut nog eens."),
    500: ("fout", "Er ging iets mis. Probeer het over een minuut nog eens."),
}


def install(routes: Blueprint, settings: Settings, proxies: int = 0) -> None:
    """Close the server that mounts `routes`, before it takes its first request. proxies: how many of ours stand before it."""

    @routes.listener("before_server_start")
    async def close(app: Sanic, *_: Any) -> None:
        app.config.update(LIMITS | {"PROXIES_COUNT": proxies or None})
        app.error_handler.add(Exception, fault)
        app.register_middleware(hide_greeting, "request")

        async def secure(request: Request, response: HTTPResponse) -> None:
            for header, value in SECURITY.items():
                response.headers.setdefault(header, value)
            if request.path.startswith("/chat"):
                allow(request, response, settings.origins)

        app.register_middleware(secure, "response")


async def hide_greeting(request: Request) -> HTTPResponse | None:
    """What stands at "/" is no one's business."""
    return told(404) if request.path == "/" else None


def fault(request: Request, error: Exception) -> HTTPResponse:
    """The error that a client sees: a code and one Dutch sentence, and never where in the code it went wrong."""
    status = error.status_code if isinstance(error, SanicException) else 500
    if status == 500 and request.route is None:  # Sanic stumbled over what it was sent, before any code of ours
        status = 400
    if status >= 500 and status != 503:
        logger.error("A request failed", exc_info=error)
    response = told(status)
    response.headers.update(getattr(error, "headers", None) or {})
    return response


def told(status: int) -> HTTPResponse:
    """`{error: {code, message}}` with this status."""
    code, message = ERRORS.get(status) or ERRORS[400 if status < 500 else 500]
    return reply({"error": {"code": code, "message": message}}, status=status, ensure_ascii=False)
