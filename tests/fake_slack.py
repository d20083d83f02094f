"""A stand-in for slack.com/api: takes what the Web API takes, refuses what it refuses (docs.slack.dev)."""

from __future__ import annotations

import itertools
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from tests.fake_platform import FakePlatform

TOKEN = "xoxb-1234-slack-geheim-token"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
METHODS = ("chat.postMessage", "conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal", "auth.test")


class Refusal(Exception):
    """The `error` of an answer that is not ok."""


class FakeSlack(FakePlatform):
    """known: channels that the app may write to. closed: people whose direct messages do not open. busy: answers 429 so often."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token, self.known, self.closed = token, set(), set()
        self.busy, self._count, self._uploads, self.responses = 0, itertools.count(1), {}, {}
        super().__init__()

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    def response_url(self) -> str:
        """An address as a slash command or a press brings it."""
        identity = f"r{next(self._count)}"
        self.responses[identity] = 0
        return f"{self.url}/respond/{identity}"

    def reply(self, path: str, headers: Any, values: dict[str, Any], files: dict[str, bytes],
              raw: bytes) -> tuple[int, Any, dict[str, str]]:
        _, kind, name = path.split("/", 2)
        if kind == "upload":
            return self._take_upload(name, raw, files)
        if self.busy > 0:
            self.busy -= 1
            return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "1"}
        try:
            if kind == "respond":
                self._respond(name, values)
                self.note("respond", values | {"response": name}, {})
                return 200, "ok", {}
            if headers.get("Authorization") != f"Bearer {self.token}":
                raise Refusal("invalid_auth" if headers.get("Authorization") else "not_authed")
            if kind != "api" or name not in METHODS:
                raise Refusal("unknown_method")
            result = getattr(self, "_" + name.replace(".", "_"))(values)
        except Refusal as refusal:
            self.refused.append((name, str(refusal)))
            return (404 if kind == "respond" else 200), {"ok": False, "error": str(refusal)}, {}
        self.note(name, values, {})
        return 200, {"ok": True, **result}, {}

    def _auth_test(self, values: dict) -> dict:
        return {"user_id": "UBOT", "team_id": "T1"}

    def _chat_postMessage(self, values: dict) -> dict:
        if values.get("channel") not in self.known:
            raise Refusal("channel_not_found")
        self._message(values)
        return {"channel": values["channel"], "ts": f"1800000000.{next(self._count):06d}"}

    def _conversations_open(self, values: dict) -> dict:
        if values["users"] in self.closed:
            raise Refusal("cannot_dm_bot")
        channel = f"D{values['users']}"
        self.known.add(channel)
        return {"channel": {"id": channel}}

    def _files_getUploadURLExternal(self, values: dict) -> dict:
        if not values.get("filename") or int(values.get("length") or 0) < 1:
            raise Refusal("invalid_arguments")
        identity = f"F{next(self._count)}"
        self._uploads[identity] = (int(values["length"]), None)
        return {"upload_url": f"{self.url}/upload/{identity}", "file_id": identity}

    def _take_upload(self, identity: str, raw: bytes, files: dict[str, bytes]) -> tuple[int, Any, dict[str, str]]:
        content = next(iter(files.values()), raw)
        if identity not in self._uploads or len(content) != self._uploads[identity][0]:
            return 400, "wrong length", {}
        self._uploads[identity] = (len(content), content)
        return 200, f"OK - {len(content)}", {}

    def _files_completeUploadExternal(self, values: dict) -> dict:
        if values.get("channel_id") not in self.known:
            raise Refusal("channel_not_found")
        for file in values["files"]:
            if self._uploads.get(file["id"], (0, None))[1] is None:
                raise Refusal("file_not_found")
            file["content"] = self._uploads[file["id"]][1]
        return {"files": [{"id": file["id"], "title": file.get("title")} for file in values["files"]]}

    def _respond(self, name: str, values: dict) -> None:
        if name not in self.responses:
            raise Refusal("expired_url")
        if self.responses[name] >= 5:
            raise Refusal("used_url")
        self.responses[name] += 1
        self._message(values)

    def _message(self, values: dict) -> None:
        blocks = values.get("blocks") or []
        if not values.get("text") and not blocks:
            raise Refusal("no_text")
        if len(values.get("text") or "") > 40_000:
            raise Refusal("msg_too_long")
        if len(blocks) > 50:
            raise Refusal("invalid_blocks")
        try:
            for block in Block.parse_all(blocks):
                block.validate_json()
        except SlackObjectFormationError as error:
            raise Refusal(f"invalid_blocks: {error}") from error
        ids = [element["action_id"] for block in blocks if block["type"] == "actions" for element in block["elements"]]
        if len(ids) != len(set(ids)):
            raise Refusal("invalid_blocks: action_id")
        for block in blocks:
            self._block(block)

    def _block(self, block: dict) -> None:
        """What the SDK does not check itself."""
        for text in _texts(block):
            if not 0 < len(text["text"]) <= 3000:
                raise Refusal("invalid_blocks: a text must have 1 to 3000 characters")
        if block["type"] == "actions" and not 1 <= len(block["elements"]) <= 25:
            raise Refusal("invalid_blocks: 1 to 25 elements")
        if block["type"] == "actions" and any(len(e["text"]["text"]) > 75 or len(e["value"]) > 2000 for e in block["elements"]):
            raise Refusal("invalid_blocks: button")
        if block["type"] not in ("rich_text", "context", "actions", "section", "divider", "header", "image"):
            raise Refusal(f"invalid_blocks: {block['type']}")


def _texts(node: Any) -> list[dict]:
    """Every object with a text in it, at any depth."""
    if isinstance(node, list):
        return [text for item in node for text in _texts(item)]
    if not isinstance(node, dict):
        return []
    own = [node] if isinstance(node.get("text"), str) else []
    return own + [text for value in node.values() for text in _texts(value)]
