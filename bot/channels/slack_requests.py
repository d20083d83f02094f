"""What a request of Slack means, and whether it is Slack's at all. Pure functions, but for the clock and what was seen."""

from __future__ import annotations

import html
import json
import re
import time
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.signature import SignatureVerifier

from bot.channels.heard import COMMANDS, Heard, Place

SIGNATURE, RETRY = "x-slack-signature", "x-slack-retry-num"
WINDOW = 300  # seconds that a signature holds
ANGLED = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
FROM_PEOPLE = (None, "file_share", "thread_broadcast")  # subtypes of messages that a person wrote


class Gate:
    """Checks signatures; one that came before is a replay, unless Slack says that it tries again."""

    def __init__(self, signing_secret: str) -> None:
        self._verifier = SignatureVerifier(signing_secret)
        self._seen: dict[str, float] = {}

    def check(self, body: bytes, headers: Any) -> int:
        """200, 401 for a request without a signature, 403 for a wrong, stale or repeated one."""
        signature, moment = headers.get(SIGNATURE), headers.get("x-slack-request-timestamp")
        if not signature or not moment:
            return 401
        try:
            text = body.decode()
            valid = bool(re.fullmatch(r"\d{1,12}", moment)) and self._verifier.is_valid(text, moment, signature)
        except (ValueError, TypeError):  # bytes that are no text, a signature that is no ASCII
            return 403
        if not valid:
            return 403
        now = time.time()
        self._seen = {seen: at for seen, at in self._seen.items() if now - at <= 2 * WINDOW}
        if signature in self._seen and RETRY not in headers:
            return 403
        self._seen[signature] = now
        return 200


def hear_event(body: dict[str, Any]) -> Heard | None:
    """An event callback: a mention in a channel or a direct message; None for everything else."""
    event = body.get("event") or {}
    private = event.get("channel_type") == "im"
    wanted = event.get("type") == "app_mention" or (event.get("type") == "message" and private)
    if not wanted or event.get("bot_id") or event.get("subtype") not in FROM_PEOPLE or not event.get("user"):
        return None
    # In a channel the answer goes into the thread of the question, which it begins if need be.
    thread = event.get("thread_ts") or ("" if private else event.get("ts") or "")
    place = Place(str(event["channel"]), private, str(thread))
    own = {str(one.get("user_id")) for one in body.get("authorizations") or []}
    text = plain(str(event.get("text") or ""), own)
    app = link_parts(body.get("api_app_id"), body.get("team_id"))
    if not text:
        kind, value = ("other", "") if event.get("files") else ("command", "help")
        return Heard(str(body["event_id"]), kind, str(event["user"]), place, value, app=app)
    return _said(str(body["event_id"]), str(event["user"]), place, text, app)


def hear_command(form: dict[str, str]) -> Heard:
    """The slash command: what follows it is a command or a question; only who typed it sees the answer."""
    place = Place(form["channel_id"], form["channel_id"].startswith("D"), response_url=form.get("response_url", ""))
    text, app = plain(form.get("text", ""), set()), link_parts(form.get("api_app_id"), form.get("team_id"))
    if not text:
        return Heard(form["trigger_id"], "command", form["user_id"], place, "help", app=app)
    return _said(form["trigger_id"], form["user_id"], place, text, app)


def hear_press(payload: dict[str, Any]) -> Heard | None:
    """A pressed button; None for every other interaction."""
    action = next(iter(payload.get("actions") or []), {})
    if payload.get("type") != "block_actions" or action.get("type") != "button" or not action.get("value"):
        return None
    container, message = payload.get("container") or {}, payload.get("message") or {}
    channel = str((payload.get("channel") or {}).get("id") or container.get("channel_id"))
    url = str(payload.get("response_url") or "")
    thread = message.get("thread_ts") or container.get("thread_ts") or ""
    hidden = bool(container.get("is_ephemeral"))
    private = channel.startswith("D")
    place = Place(channel, private, str(thread), response_url=url if hidden else "")
    app = link_parts(payload.get("api_app_id"), (payload.get("team") or {}).get("id"))
    person = str(payload["user"]["id"])
    return Heard(str(payload["trigger_id"]), "button", person, place, str(action["value"]), press=url, app=app)


def read_form(body: bytes) -> dict[str, str]:
    """A form's fields, the first value of each."""
    return {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}


def read_json(text: str | bytes) -> dict[str, Any]:
    """A JSON object; ValueError for anything else."""
    read = json.loads(text)
    if not isinstance(read, dict):
        raise ValueError(f"found {type(read).__name__}, expected an object")
    return read


def plain(text: str, own: set[str]) -> str:
    """What a person reads: without the bot's own mention, links as their words, &amp; as &."""
    return html.unescape(ANGLED.sub(lambda found: _angled(found, own), text)).strip()


def link_parts(app: Any, team: Any) -> str:
    """What a link to the app needs: "A123/T456"."""
    return f"{app or ''}/{team or ''}"


def _angled(found: re.Match, own: set[str]) -> str:
    sign, target, words = found.groups()
    if sign == "@" and target in own:
        return ""
    return words or ("" if sign else target)


def _said(identity: str, person: str, place: Place, text: str, app: str) -> Heard:
    word = text.strip(" /.!").casefold()
    if word in COMMANDS:
        return Heard(identity, "command", person, place, word, app=app)
    return Heard(identity, "text", person, place, text, app=app)
