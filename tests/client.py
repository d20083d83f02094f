"""The web channel of a live bot, as a client sees it."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass(frozen=True)
class Reply:
    """Status and JSON of one call."""

    status: int
    body: dict[str, Any]


class Bot:
    """The web channel of the live bot, as a client sees it."""

    def __init__(self, base: str, state: Path | None = None) -> None:
        self.base, self.state = base, state

    def call(self, method: str, path: str, body: Any = None, token: str | None = None, raw: bytes | None = None,
             content_type: str | None = "application/json") -> Reply:
        """One call; `raw` is sent as it is instead of `body` as JSON."""
        data = raw if raw is not None else (json.dumps(body).encode() if body is not None else None)
        request = urllib.request.Request(self.base + path, method=method, data=data)
        if content_type:
            request.add_header("Content-Type", content_type)
        if token is not None:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                text, status = response.read(), response.status
        except urllib.error.HTTPError as error:
            text, status = error.read(), error.code
        return Reply(status, json.loads(text) if text.startswith((b"{", b"[")) else {"text": text.decode(errors="replace")})

    def talk(self) -> Talk:
        """A new conversation."""
        return Talk(self, self.call("POST", "session", {}).body["token"])


class Talk:
    """One conversation; `said` keeps it for the message of a failure."""

    def __init__(self, bot: Bot, token: str) -> None:
        self.bot, self.token, self.messages = bot, token, []
        self.said: list[str] = []

    def say(self, text: str) -> Talk:
        """Type a text, or press the button whose title is `text` when it starts with a >."""
        if text.startswith(">"):
            titles = {b["title"]: b["payload"] for m in self.messages for b in m["buttons"]}
            body = {"payload": titles[text[1:].strip()]}
        else:
            body = {"text": text}
        reply = self.bot.call("POST", "message", body, self.token)
        assert reply.status == 200, (reply, self.said)
        self.messages = reply.body["messages"]
        self.said += [f"user: {text}", *(f"bot:  {m.get('answer', {}).get('kind')}: {m['text']}" for m in self.messages)]
        return self

    @property
    def text(self) -> str:
        """The texts of the last turn."""
        return "\n".join(m["text"] for m in self.messages)

    @property
    def answer(self) -> dict[str, Any]:
        """The first `answer` of the last turn."""
        return next((m["answer"] for m in self.messages if "answer" in m), {})

    @property
    def transcript(self) -> str:
        """The whole conversation, to read."""
        return "\n" + "\n".join(self.said)
