"""The search over HTTP, beside rasa-sdk's own routes: the FAQ page finds with it just what the bot finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sanic.response import json as reply

from actions.observed import observed
from actions.sources import sources
from journal.request_id import HEADER, begin

if TYPE_CHECKING:
    from sanic import Sanic
    from sanic.request import Request
    from sanic.response import HTTPResponse

LONGEST = 300  # characters of a question
MOST = 8


def add_search(app: Sanic) -> None:
    """Add `GET /search?q=…` to the action server."""

    @app.get("/search")
    async def search(request: Request) -> HTTPResponse:
        begin(request.headers.get(HEADER))
        with observed("search"):
            return reply(found(request.args.get("q", "")), ensure_ascii=False)


def found(question: str) -> dict:
    """The passages for `question`, best first: `{answered, hits}`, each hit as on the command line."""
    result = sources().search(question.strip()[:LONGEST], MOST)
    return {"answered": result.answered, "hits": [hit.as_dict() for hit in result.hits]}
