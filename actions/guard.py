"""Who may call the action server: only who knows the secret, and an open interface without one never starts."""

from __future__ import annotations

import hmac
import logging
from ipaddress import ip_address
from typing import TYPE_CHECKING

from sanic.exceptions import SanicException
from sanic.response import json as reply

from actions.settings import Settings

if TYPE_CHECKING:
    from sanic import Sanic
    from sanic.request import Request
    from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)
HEADER = "x-raadwijzer-secret"
OPEN = ("/health", "/metrics")  # says nothing but that the server is there; checks who asks by itself (observed.py)
SHORTEST = 16  # characters of a secret
LARGEST = 32 * 1024 * 1024  # bytes: Rasa sends the domain and every event of a conversation along
TIMES = {"REQUEST_TIMEOUT": 15, "RESPONSE_TIMEOUT": 60}  # seconds to receive a call, and to answer it


def check_interface(settings: Settings) -> None:
    """ValueError when others than this machine could call and no secret, or a short one, keeps them out."""
    if is_loopback(settings.interface) and not settings.secret:
        return
    if len(settings.secret) < SHORTEST:
        raise ValueError(
            f"Found RAADWIJZER_ACTIONS_INTERFACE={settings.interface} and {len(settings.secret)} characters in "
            f"RAADWIJZER_ACTIONS_SECRET. Expected a secret of {SHORTEST} characters or more, the same for Rasa and the action "
            "server. Set it (openssl rand -hex 32 makes one), or leave both settings out.")


def is_loopback(interface: str) -> bool:
    """Whether only this machine reaches an interface."""
    try:
        return ip_address(interface).is_loopback
    except ValueError:
        return interface == "localhost"


def guard(app: Sanic, settings: Settings) -> None:
    """Demand the secret on every route but OPEN, bound what a caller may take, and answer faults without what was sent."""
    app.config.update(TIMES | {"REQUEST_MAX_SIZE": LARGEST})
    app.error_handler.cached_handlers.clear()  # rasa-sdk's own sends the exception and the whole conversation back
    app.error_handler.add(Exception, fault)

    @app.on_request
    async def check(request: Request) -> HTTPResponse | None:
        given = request.headers.get(HEADER, "").encode(errors="replace")
        if not settings.secret or request.path in OPEN or hmac.compare_digest(given, settings.secret.encode()):
            return None
        return reply({"error": "This call lacks the secret."}, status=401)


def fault(request: Request, error: Exception) -> HTTPResponse:
    """What went wrong, for the log; the caller hears only that it did."""
    status = error.status_code if isinstance(error, SanicException) else 500
    if status >= 500:
        logger.error("A call of the action server failed", exc_info=error)
    return reply({"error": "The call failed; the log of the action server says why."}, status=status)
