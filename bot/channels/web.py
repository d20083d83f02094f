"""The web channel, mounted at /chat: sessions, messages, history, feedback, and the page itself."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import unicodedata
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from typing import Any

import aiohttp
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.lock_store import LockError
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as reply
from sqlalchemy.exc import SQLAlchemyError

from bot import retention
from bot.channels import door, files, heads, web_pace
from bot.channels.confidential import with_notice
from bot.channels.endpoint import guard, store_of
from bot.channels.ledger import Ledger
from bot.channels.measures import add_measures
from bot.channels.pace import Pace
from bot.channels.sentences import sentence, spoken
from bot.channels.sessions import CHANNEL, Refused, Sessions
from bot.channels.settings import read_limits
from bot.channels.site import add_site
from bot.channels.traced import refuse, run_turn, trace, write_lines
from bot.channels.turns import Said, Turns
from bot.channels.wiping import wants_wiping
from bot.lock_store import Locks
from bot.settings import Settings, read_secret, read_settings
from bot.shortcuts.install import install
from bot.waiting import wait_at_most
from bot.whole import Halt
from journal import discreet

logger = logging.getLogger(__name__)
VOTES = ("up", "down")
BLANKS = re.compile(r"\s{20,}")
MARKS = re.compile(r"((?:[^\w\s]|_){40})(?:[^\w\s]|_)+")
EMOJI = re.compile("[\U0001F000-\U0001FAFF]")  # also those that are newer than what Python knows of characters
SLASHES = "/\u2044\u2215\u29f8\ufe68\uff0f"  # the plain one, and what is drawn or normalised as one
ERRORS = {
    "geen_json": (415, "Stuur JSON, met de kop Content-Type: application/json."),
    "onleesbaar": (400, "Dit bericht is geen geldige JSON. Stuur een object, bijvoorbeeld {\"text\": \"wat is een motie?\"}."),
    "leeg": (400, "Je bericht is leeg. Typ een vraag, bijvoorbeeld: wat is een motie?"),
    "te_lang": (413, "Je bericht is te lang. Maak het korter en stuur het nog eens."),
    "onbekende_knop": (400, "Deze knop hoort niet bij dit gesprek. Typ je vraag, of kies een knop uit dit gesprek."),
    "geen_sessie": (401, "Dit gesprek is verlopen of gewist. Begin een nieuw gesprek."),
    "geen_bericht": (404, "Dit bericht staat niet in dit gesprek."),
    "geen_bestand": (404, "Dit bestand is er niet meer. Vraag het opnieuw in het gesprek."),
    "geen_stem": (400, "Kies up (goed) of down (niet goed) als vote."),
    "te_snel": (429, "Dit gaat te snel achter elkaar. Wacht even en probeer het nog eens."),
    "even_niet": (503, "Ik kan nu niet antwoorden. Stuur je vraag over een minuut nog eens."),
}


class Fault(Exception):
    """A request that gets an error of ERRORS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class WebOutput(CollectingOutputChannel):
    """Collects a turn's messages whole, with every key of the contract."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        shown = {"text": message.get("text") or "", "buttons": message.get("buttons") or []}
        told = message.get("answer") or (message.get("metadata") or {}).get("answer")
        if told:
            shown["answer"] = told
        if message.get("file"):
            shown["file"] = message["file"]
        self.messages.append(shown)


class WebInput(InputChannel):
    """`/chat` of the contract; an absolute url_prefix escapes Rasa's /webhooks/."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebInput:
        install()  # Rasa makes its channels before it loads the model: the one moment of the start that is ours
        return cls()

    def __init__(self) -> None:
        discreet.install()
        self._settings = read_settings()
        self._limits = read_limits()
        self._pace = Pace(self._limits, read_secret(self._settings))
        self._sessions = Sessions(self._settings.database or self._settings.state / "web.db", read_secret(self._settings),
                                  self._settings.session_hours)
        self._locks = Locks(url=self._settings.redis)

    def url_prefix(self) -> str:
        return "/chat"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("web_channel", strict_slashes=False)
        sessions, settings, pace, locks = self._sessions, self._settings, self._pace, self._locks
        turns = Turns(Ledger(sessions.database), locks)
        trace(routes)
        write_lines(routes, settings.log)
        door.install(routes, settings, self._limits.proxies)
        heads.install(routes)
        retention.install(routes, settings)
        web_pace.install(routes, pace, lambda: error_of("te_snel"))
        wait_at_most(settings.actions_patience)

        @routes.listener("after_server_start")
        async def ready(app: Sanic, *_: Any) -> None:
            guard(app.ctx.agent)

        @routes.exception(Fault)
        async def fault(request: Request, error: Fault) -> HTTPResponse:
            return error_of(error.code)

        @routes.exception(SQLAlchemyError, LockError)
        async def away(request: Request, error: Exception) -> HTTPResponse:
            logger.warning("A store is away: %s", type(error).__name__)
            return error_of("even_niet")

        @routes.options("/session")
        @routes.options("/message")
        @routes.options("/history")
        @routes.options("/feedback")
        async def preflight(request: Request) -> HTTPResponse:
            return empty()

        async def wipe(app: Sanic, session: str) -> None:
            """Delete all that was said and handed out in a session; the session itself stays."""
            async with locks.lock(session):  # what still runs ends first, so that nothing is written to it afterwards
                store_of(app).forget(session)
                files.forget(settings.state, session)
                sessions.clear(session)

        @routes.post("/session")
        async def start(request: Request) -> HTTPResponse:
            token, expires = sessions.start()
            moment = datetime.fromtimestamp(expires, timezone.utc).isoformat(timespec="seconds")
            return reply({"token": token, "expires": moment}, status=201)

        @routes.post("/message")
        async def message(request: Request) -> HTTPResponse:
            session, body = identify(request, sessions), read_body(request, settings)
            await pace.check("messages", session)
            text, shown = read_message(body, settings, sessions, session)
            key = read_key(body)
            if body.get("payload") is None and wants_wiping(text):
                await wipe(request.app, session)
                return reply({"messages": [sessions.keep(session, "bot", spoken("gewist_web"))]}, ensure_ascii=False)

            async def run() -> list[dict[str, Any]]:
                output = WebOutput()
                turn = run_turn(on_new_message, UserMessage(text, output, session, input_channel=CHANNEL))
                await asyncio.wait_for(turn, settings.turn_patience)
                if not output.messages:
                    raise Halt("Rasa said nothing")
                return with_notice(text, output.messages, sentence("wis_web"))

            said = Said(session, key, {"text": shown} | ({"turn": key} if key else {}))
            return reply({"messages": await answer(turns.once(said, store_of(request.app), run))}, ensure_ascii=False)

        @routes.get("/history")
        async def history(request: Request) -> HTTPResponse:
            return reply({"messages": sessions.history(identify(request, sessions))}, ensure_ascii=False)

        @routes.delete("/session")
        async def forget(request: Request) -> HTTPResponse:
            session = identify(request, sessions)
            async with locks.lock(session):  # no turn that waited begins in between
                await wipe(request.app, session)
                sessions.forget(session)
            return empty()

        @routes.get("/file/<identity>/<name>")
        async def handed(request: Request, identity: str, name: str) -> HTTPResponse:
            found = files.read(settings, identity, name)
            if found is None:
                raise Fault("geen_bestand")
            return HTTPResponse(body=found.content, content_type=found.kind,
                                headers={"Content-Disposition": found.disposition})

        @routes.post("/feedback")
        async def feedback(request: Request) -> HTTPResponse:
            session, body = identify(request, sessions), read_body(request, settings)
            await pace.check("votes", session, rate="messages")
            vote, reason = body.get("vote"), body.get("reason")
            if vote not in VOTES:
                raise Fault("geen_stem")
            known = re.fullmatch(r"[0-9a-f]{32}", str(body.get("message_id")))
            if not known or not sessions.vote(session, known[0], vote, clean(str(reason))[:1000] if reason else None):
                raise Fault("geen_bericht")
            return reply({"ok": True})

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            servers = {"rasa": is_ready(request.app), "actions": await answers(f"{settings.actions_url}/health")}
            servers |= {"database": sessions.database.reach()} if settings.database else {}
            servers |= {"redis": await locks.reach()} if settings.redis else {}
            return reply({"ready": all(servers.values()), "servers": servers}, status=200 if all(servers.values()) else 503)

        add_measures(routes, settings, answers)
        add_site(routes, settings)
        return routes


async def answer(turn: Awaitable[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The answer of a turn; whatever failed behind the channel, the user gets one honest line and may try again."""
    try:
        return await turn
    except Refused:
        raise Fault("geen_sessie") from None
    except (SQLAlchemyError, LockError, Halt) as error:
        logger.warning("A turn failed: %s", error if isinstance(error, Halt) else type(error).__name__)
    except Exception:
        logger.exception("A turn failed")
    raise Fault("even_niet")


def error_of(code: str) -> HTTPResponse:
    """An error of ERRORS as a client gets it, written down."""
    status, text = ERRORS[code]
    refuse(CHANNEL, status, code)
    return reply({"error": {"code": code, "message": text}}, status=status, ensure_ascii=False)


def identify(request: Request, sessions: Sessions) -> str:
    """The session of a request by its bearer token; Fault when there is none that holds."""
    kind, _, token = (request.headers.get("authorization") or "").partition(" ")
    try:
        return sessions.identify(token.strip() if kind.lower() == "bearer" else None)
    except (Refused, UnicodeError):  # half a character names no session
        raise Fault("geen_sessie") from None


def read_body(request: Request, settings: Settings) -> dict[str, Any]:
    """The JSON object of a request; Fault says what is wrong with it."""
    if len(request.body) > settings.largest_body:
        raise Fault("te_lang")
    if not (request.headers.get("content-type") or "").lower().startswith("application/json"):
        raise Fault("geen_json")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise Fault("onleesbaar") from None
    if not isinstance(body, dict):
        raise Fault("onleesbaar")
    return body


def read_message(body: dict[str, Any], settings: Settings, sessions: Sessions, session: str) -> tuple[str, str]:
    """What Rasa gets and what the transcript shows: a typed text, or the payload of an offered button."""
    payload = body.get("payload")
    if payload is not None:
        title = sessions.offered(session, payload) if isinstance(payload, str) else None
        if title is None:
            raise Fault("onbekende_knop")
        return payload, title
    text = body.get("text")
    if text is not None and not isinstance(text, str):
        raise Fault("onleesbaar")
    text = clean(text or "")
    if not text:
        raise Fault("leeg")
    if len(text) > settings.longest_text:
        raise Fault("te_lang")
    return text, text


def read_key(body: dict[str, Any]) -> str | None:
    """The id that the client gave its message, so that it is answered once however often it is sent; or None."""
    key = body.get("id")
    if key is not None and not (isinstance(key, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", key)):
        raise Fault("onleesbaar")
    return key


def clean(text: str) -> str:
    """`text` without control characters, and without the leading slash that Rasa would read as an intent.

    What looks like a slash, or hides before one unseen, goes along: nothing that reads it later can take it for one. Of a long
    run of blanks or marks little is left: over thousands of them a pattern takes seconds, and spaCy's tokenizer half a minute.
    """
    kept = "".join(c if c in "\n\t" or EMOJI.match(c) or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") else " " for c in text)
    kept = MARKS.sub(r"\1", BLANKS.sub(lambda blank: "\n\n" if "\n" in blank[0] else " ", kept))
    first = next((at for at, c in enumerate(kept) if not (c.isspace() or c in SLASHES or unicodedata.category(c) == "Cf")), None)
    return "" if first is None else kept[first:].strip()


def is_ready(app: Sanic) -> bool:
    """Whether Rasa has a model that can answer."""
    agent = getattr(app.ctx, "agent", None)
    return bool(agent and agent.is_ready())


async def answers(url: str) -> bool:
    """Whether `url` answers with 200 within two seconds."""
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as client, client.get(url) as response:
            return response.status == 200
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False
