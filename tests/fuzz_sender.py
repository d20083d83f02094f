"""Sends an input to a running bot, with the tokens and signatures of this moment."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from tests.fake_slack import SIGNING_SECRET
from tests.fuzz_probe import Probe
from tests.fuzz_tokens import FORGED
from tests.fuzz_web import JSON
from tests.fuzz_wire import Exchange, exchange, request
from tests.live_channels import ACTIONS_SECRET, Live
from tests.telegram_user import SECRET

TURNS = 12  # of a session, then a new one begins
WAITING = 40  # updates of platforms that may wait before the next is sent
SLOWEST = 90.0  # seconds until those are handled


class Stuck(Exception):
    """The updates of the platforms are not handled any more, or no session begins."""


@dataclass
class Scene:
    """A session: its token, what was said in it, and the id of the last message."""

    token: str
    said: list[str] = field(default_factory=list)
    last: str = "0" * 32


class Sender:
    """One per thread holds the sessions; `send` may be called by many."""

    def __init__(self, live: Live) -> None:
        self._live, self._own = live, threading.local()
        self._key = (live.state / "secret").read_text(encoding="utf-8").strip()
        self._threads = ThreadPoolExecutor(16)

    def send(self, probe: Probe) -> tuple[list[Exchange], list[str]]:
        """What came back for each body of an input, and what had been said in its session before."""
        if probe.endpoint.startswith(("telegram", "slack")):
            self._wait_for_platforms()
        if probe.pieces:
            return [exchange(self._live.ports[probe.server], probe.pieces, probe.pause, probe.whole)], []
        scene = self._scene(probe)
        before = list(scene.said) if scene else []
        exchanges = list(self._threads.map(lambda body: self._one(probe, body, scene), probe.bodies)) if len(
            probe.bodies) > 1 else [self._one(probe, probe.bodies[0], scene)]
        if scene is not None and probe.endpoint == "web message":
            scene.said += [body.decode("utf-8", "replace") for body in probe.bodies]
            for answer in (answer for one in exchanges for answer in one.answers if answer.status == 200):
                scene.last = json.loads(answer.body)["messages"][-1]["id"]
        return exchanges, before

    def _one(self, probe: Probe, body: bytes, scene: Scene | None) -> Exchange:
        body = body.replace(b'"last"', b'"%s"' % scene.last.encode()) if scene else body
        headers = [*probe.headers, *self._signature(probe.sign, body)]
        if scene is not None:
            token = FORGED[probe.token](scene.token, self._key) if probe.token in FORGED else scene.token
            headers.append(("Authorization", f"Bearer {token}"))
        port = self._live.ports[probe.server]
        sent = request(probe.method, probe.path, headers, body, port)
        if probe.sign == "slack replayed":
            exchange(port, (sent,))
        return exchange(port, (sent,), probe.pause, probe.whole, head=probe.method == "HEAD")

    def _scene(self, probe: Probe) -> Scene | None:
        """The session that an input claims; its own of this thread, or a new one."""
        if not probe.token:
            return None
        kept: dict[str, Scene] = self._own.__dict__.setdefault("scenes", {})
        if probe.token == "own":
            scene = kept.get(probe.opening)
            if scene is None or len(scene.said) >= TURNS:
                scene = kept[probe.opening] = self.begin(probe.opening)
            return scene
        if probe.token == "fresh":
            return self.begin()
        if probe.token == "forgotten":
            scene = self.begin()
            self.call("DELETE", "/chat/session", token=scene.token)
            return scene
        return kept.setdefault("", kept.get("") or self.begin())

    def restore(self, probe: Probe, said: list[str]) -> None:
        """Begin the session of an input of before anew, and say in it what had been said."""
        if probe.token == "own":
            scene = self._own.__dict__.setdefault("scenes", {})[probe.opening] = self.begin()
            for one in said:
                self._one(replace(probe, method="POST", path="/chat/message", headers=JSON, token="own"), one.encode(), scene)

    def begin(self, opening: str = "") -> Scene:
        """A new session in which `opening` was said."""
        for _ in range(20):
            status, body = self.call("POST", "/chat/session", {})
            if status == 201:
                break
            time.sleep(0.5)  # told to slow down
        else:
            raise Stuck(f"no session begins: {status} {body}")
        scene = Scene(body["token"])
        if opening:
            status, body = self.call("POST", "/chat/message", {"text": opening}, scene.token)
            scene.said.append(json.dumps({"text": opening}))
        return scene

    def call(self, method: str, path: str, value: Any = None, token: str = "") -> tuple[int, Any]:
        """A sound call of the web channel: status and JSON; 0 where no answer came."""
        headers = [("Content-Type", "application/json")] + ([("Authorization", f"Bearer {token}")] if token else [])
        body = b"" if value is None else json.dumps(value).encode()
        answers = exchange(self._live.ports["rasa"], (request(method, path, headers, body, 0),)).answers
        if not answers:
            return 0, None
        return answers[0].status, json.loads(answers[0].body) if answers[0].body[:1] == b"{" else answers[0].body

    def _signature(self, sign: str, body: bytes) -> list[tuple[str, str]]:
        platform, _, way = sign.partition(" ")
        if platform == "slack":
            return slack_signature(way, body)
        if platform == "telegram":
            given = {"": SECRET, "wrong": SECRET[:-1] + "x", "odd": "\xe9\xff", "empty": ""}
            return [("X-Telegram-Bot-Api-Secret-Token", given[way])] if way in given else []
        given = {"actions": ACTIONS_SECRET, "wrong secret": "x", "odd secret": "\xe9\xff"}
        return [("X-Raadwijzer-Secret", given[sign])] if sign in given else []

    def _wait_for_platforms(self) -> None:
        deadline = time.monotonic() + SLOWEST
        while self.waiting() > WAITING:
            if time.monotonic() > deadline:
                raise Stuck(f"{self.waiting()} updates of the platforms were not handled in {SLOWEST:.0f} s")
            time.sleep(0.1)

    def waiting(self) -> int:
        """How many updates of the platforms are not handled yet."""
        with self._live.kept.connect() as db:
            return db.execute(sa.text("SELECT count(*) FROM arrival WHERE body IS NOT NULL")).scalar()


def slack_signature(way: str, body: bytes) -> list[tuple[str, str]]:
    """The two headers of Slack, right ("" and "replayed") or wrong in some way."""
    if way == "none":
        return []
    stamp = {"stale": str(int(time.time()) - 3600), "not yet": str(int(time.time()) + 3600), "in words": "gisteren"}.get(
        way, str(int(time.time())))
    signed = b"v0:" + stamp.encode() + b":" + (body + b" " if way == "of another body" else body)
    key = "verkeerd" if way == "wrong" else SIGNING_SECRET
    signature = {"odd": "v0=\xe9\xff", "empty": ""}.get(way, "v0=" + hmac.new(key.encode(), signed, hashlib.sha256).hexdigest())
    return [("X-Slack-Request-Timestamp", stamp), ("X-Slack-Signature", signature)]
