"""A stand-in for api.telegram.org: takes what the Bot API takes, refuses what it refuses (core.telegram.org/bots/api)."""

from __future__ import annotations

import re
from typing import Any

from bot.channels.pieces import width
from tests.fake_platform import FakePlatform

TOKEN = "123456789:AAF-telegram-geheim-token"
ME = {"id": 4242, "is_bot": True, "first_name": "Raadwijzer", "username": "raadwijzer_bot", "can_join_groups": True,
      "can_read_all_group_messages": False, "supports_inline_queries": False}


class Refusal(Exception):
    """status, description, and parameters of an error."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


class FakeTelegram(FakePlatform):
    """known: chats that the bot may write to. presses: callback queries that wait for an answer. busy: answers 429 so often."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token, self.known, self.blocked, self.presses = token, set(), set(), set()
        self.busy, self.down, self._messages = 0, 0, 1000
        super().__init__()

    def reply(self, path: str, headers: Any, values: dict[str, Any], files: dict[str, bytes],
              raw: bytes) -> tuple[int, Any, dict[str, str]]:
        found = re.fullmatch(r"/bot([^/]+)/(\w+)", path)
        method = found[2] if found else path
        try:
            if found is None:
                raise Refusal(404, "Not Found")
            if found[1] != self.token:
                raise Refusal(401, "Unauthorized")
            check = getattr(self, f"_{method}", None)
            if check is None:
                raise Refusal(404, "Not Found: method not found")
            self._be_busy()
            result = check(values, files)
        except Refusal as refusal:
            self.refused.append((method, refusal.description))
            body = {"ok": False, "error_code": refusal.status, "description": refusal.description}
            return refusal.status, body | ({"parameters": refusal.parameters} if refusal.parameters else {}), {}
        self.note(method, values, files)
        return 200, {"ok": True, "result": result}, {}

    def _be_busy(self) -> None:
        if self.down > 0:
            self.down -= 1
            raise Refusal(502, "Bad Gateway")
        if self.busy > 0:
            self.busy -= 1
            raise Refusal(429, "Too Many Requests: retry after 1", retry_after=1)

    def _getMe(self, values: dict, files: dict) -> Any:
        return ME

    def _setWebhook(self, values: dict, files: dict) -> Any:
        if not str(values.get("url")).startswith("https://"):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", values.get("secret_token", "x")):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        return True

    def _setMyCommands(self, values: dict, files: dict) -> Any:
        for command in values["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    def _sendChatAction(self, values: dict, files: dict) -> Any:
        self._chat(values)
        return True

    def _sendMessage(self, values: dict, files: dict) -> Any:
        self._chat(values)
        text = values.get("text", "")
        if not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        if width(text) > 4096:
            raise Refusal(400, "Bad Request: message is too long")
        for entity in values.get("entities", []):
            if not (entity["offset"] >= 0 and entity["length"] > 0 and entity["offset"] + entity["length"] <= width(text)):
                raise Refusal(400, "Bad Request: ENTITY_BOUNDS_INVALID")
            if entity["type"] == "text_link" and not re.match(r"(https?|tg|ton)://", entity["url"]):
                raise Refusal(400, "Bad Request: ENTITY_URL_INVALID")
        return self._sent(values)

    def _sendDocument(self, values: dict, files: dict) -> Any:
        self._chat(values)
        if len(files) != 1 or not next(iter(files.values())):
            raise Refusal(400, "Bad Request: there is no document in the request")
        self._caption(values)
        return self._sent(values)

    def _sendPhoto(self, values: dict, files: dict) -> Any:
        self._chat(values)
        (content,) = files.values()
        if not content.startswith((b"\x89PNG", b"\xff\xd8\xff")) or len(content) > 10_000_000:
            raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED")
        self._caption(values)
        return self._sent(values)

    def _answerCallbackQuery(self, values: dict, files: dict) -> Any:
        if values["callback_query_id"] not in self.presses:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(values.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        self.presses.discard(values["callback_query_id"])
        return True

    def _chat(self, values: dict) -> None:
        chat = int(values["chat_id"])
        if chat in self.blocked:
            raise Refusal(403, f"Forbidden: bot was {'blocked by the user' if chat > 0 else 'kicked from the group chat'}")
        if chat not in self.known:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user") if chat > 0 else Refusal(
                400, "Bad Request: chat not found")

    def _caption(self, values: dict) -> None:
        if len(values.get("caption", "")) > 1024:
            raise Refusal(400, "Bad Request: message caption is too long")

    def _sent(self, values: dict) -> Any:
        for row in values.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if not button["text"].strip():
                    raise Refusal(400, "Bad Request: can't parse inline keyboard button: text is empty")
                if not 1 <= len(button["callback_data"].encode()) <= 64:
                    raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        self._messages += 1
        chat = int(values["chat_id"])
        values["message_id"] = self._messages
        return {"message_id": self._messages, "date": 1_800_000_000, "from": ME, "text": values.get("text", ""),
                "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"}}
