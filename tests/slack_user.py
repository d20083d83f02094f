"""People on Slack: signed requests as Slack sends them, to the bot's three addresses."""

from __future__ import annotations

import itertools
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from slack_sdk.signature import SignatureVerifier

from tests.fake_slack import SIGNING_SECRET, FakeSlack

CHANNEL = "CFRACTIE"
BOT = "UBOT"
counter = itertools.count(1)


def signed(body: bytes, secret: str = SIGNING_SECRET, moment: float | None = None) -> dict[str, str]:
    """The headers with which Slack signs a body."""
    stamp = str(int(time.time() if moment is None else moment))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body.decode("utf-8", "replace"))
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(signature)}


def deliver(url: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    """Post to one of the three addresses; status and body."""
    kind = "application/json" if body[:1] in (b"{", b"[") else "application/x-www-form-urlencoded"
    request = urllib.request.Request(f"{url}/slack/{path}", data=body, headers={"Content-Type": kind} | headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


class SlackUser:
    """A person with direct messages and a seat in CHANNEL."""

    def __init__(self, url: str, fake: FakeSlack, identity: str = "UFATIMA") -> None:
        self.url, self.fake, self.identity = url, fake, identity
        self.direct = f"D{identity}"
        fake.known |= {CHANNEL, self.direct}

    def post(self, path: str, body: bytes, **headers: str) -> int:
        return deliver(self.url, path, body, signed(body) | headers)[0]

    def event(self, event: dict[str, Any], identity: str | None = None, **headers: str) -> int:
        """Deliver an event callback."""
        body = {"token": "oud", "team_id": "T1", "api_app_id": "A1", "type": "event_callback",
                "event_id": identity or f"Ev{next(counter)}", "event_time": int(time.time()), "event": event,
                "authorizations": [{"team_id": "T1", "user_id": BOT, "is_bot": True}]}
        return self.post("events", json.dumps(body).encode(), **headers)

    def say(self, text: str, **more: Any) -> int:
        """Write a direct message."""
        return self.event({"type": "message", "channel_type": "im", "channel": self.direct, "user": self.identity, "text": text,
                           "ts": f"17{next(counter):08d}.000100", "client_msg_id": f"m{next(counter)}", **more})

    def say_in_channel(self, text: str, **more: Any) -> int:
        """Mention the bot in the channel."""
        return self.event({"type": "app_mention", "channel": CHANNEL, "user": self.identity, "text": text,
                           "ts": f"17{next(counter):08d}.000100", **more})

    def command(self, text: str, channel: str = CHANNEL) -> int:
        """Use /raadwijzer."""
        form = {"command": "/raadwijzer", "text": text, "user_id": self.identity, "channel_id": channel, "team_id": "T1",
                "api_app_id": "A1", "trigger_id": f"t{next(counter)}", "response_url": self.fake.response_url()}
        return self.post("commands", urllib.parse.urlencode(form).encode())

    def press(self, title: str, channel: str | None = None) -> int:
        """Press the newest button with this title."""
        for call in reversed(self.fake.of("chat.postMessage", "respond")):
            for element in (e for b in call.values["blocks"] if b["type"] == "actions" for e in b["elements"]):
                if element["text"]["text"] == title and (channel is None or call.values.get("channel") == channel):
                    return self.press_id(element["value"], call.values.get("channel") or CHANNEL, call.values.get("thread_ts"),
                                         hidden=call.method == "respond")
        raise AssertionError(f"no button {title!r}")

    def press_id(self, value: str, channel: str = CHANNEL, thread: str | None = None, hidden: bool = False) -> int:
        """Press a button with this value."""
        message = {"type": "message", "user": BOT, "ts": "1700000001.0001"} | ({"thread_ts": thread} if thread else {})
        payload = {"type": "block_actions", "team": {"id": "T1"}, "api_app_id": "A1", "trigger_id": f"t{next(counter)}",
                   "user": {"id": self.identity}, "channel": {"id": channel}, "message": message,
                   "container": {"type": "message", "channel_id": channel, "is_ephemeral": hidden},
                   "response_url": self.fake.response_url(),
                   "actions": [{"type": "button", "action_id": value, "value": value, "block_id": "b"}]}
        return self.post("interactions", urllib.parse.urlencode({"payload": json.dumps(payload)}).encode())


def words(blocks: list[dict[str, Any]]) -> str:
    """What a reader sees of a message's blocks, without its buttons."""
    def read(node: Any) -> str:
        if isinstance(node, list):
            return "".join(read(item) for item in node)
        if node["type"] in ("text", "link", "plain_text", "mrkdwn"):
            return node["text"]
        if node["type"] in ("rich_text_list", "context"):
            return "\n".join(read(item) for item in node["elements"])
        return read(node["elements"])
    parts = [read(element) for block in blocks for element in (block["elements"] if block["type"] == "rich_text" else [block])
             if block["type"] != "actions"]
    return "\n".join(part.strip("\n") for part in parts)


def texts(fake: FakeSlack, channel: str) -> list[str]:
    """What the bot wrote in a channel, in order."""
    return [words(call.values["blocks"]) for call in fake.of("chat.postMessage") if call.values["channel"] == channel]


def whispers(fake: FakeSlack) -> list[str]:
    """What the bot showed to one person only."""
    return [words(call.values["blocks"]) for call in fake.of("respond")]
