"""People on Telegram: updates made of the SDK's own types, delivered to the bot's webhook as Telegram delivers them."""

from __future__ import annotations

import itertools
import re
import urllib.error
import urllib.request
from datetime import datetime, timezone
from typing import Any

from telegram import CallbackQuery, Chat, Message, MessageEntity, Update, User

from tests.fake_telegram import ME, FakeTelegram

SECRET = "telegram_webhook-geheim"
GROUP = Chat(-1001234, "supergroup", title="Fractie Dorpsbelang")
NOW = datetime(2026, 11, 28, tzinfo=timezone.utc)
BOT = User(**{name: ME[name] for name in ("id", "is_bot", "first_name", "username")})
counter = itertools.count(7000)


def deliver(url: str, body: bytes, secret: str | None = SECRET) -> int:
    """Post an update to the webhook; the status."""
    headers = {"Content-Type": "application/json"} | ({"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {})
    request = urllib.request.Request(f"{url}/telegram/webhook", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


class TelegramUser:
    """A person with a private chat and a seat in GROUP."""

    def __init__(self, url: str, fake: FakeTelegram, identity: int = 77, started: bool = True) -> None:
        self.url, self.fake = url, fake
        self.user = User(identity, "Fatima", is_bot=False)
        self.private = Chat(identity, "private", first_name="Fatima")
        fake.known.add(GROUP.id)
        if started:
            fake.known.add(identity)

    def message(self, text: str | None, chat: Chat | None = None, **more: Any) -> Message:
        """A message of this person, with the entities that Telegram adds to mentions and commands."""
        entities = [MessageEntity("bot_command" if found[0][0] == "/" else "mention", found.start(), len(found[0]))
                    for found in re.finditer(r"(?<!\S)(/\w+(?:@\w+)?|@\w+)", text or "")]
        return Message(next(counter), NOW, chat or self.private, from_user=self.user, text=text, entities=entities, **more)

    def send(self, message: Message) -> int:
        """Deliver a message; the status of the webhook."""
        return self.deliver(Update(next(counter), message=message))

    def deliver(self, update: Update) -> int:
        return deliver(self.url, update.to_json().encode())

    def say(self, text: str) -> int:
        """Type in the private chat."""
        return self.send(self.message(text))

    def say_in_group(self, text: str, **more: Any) -> int:
        """Type in the group."""
        return self.send(self.message(text, GROUP, **more))

    def press(self, title: str, chat: Chat | None = None) -> int:
        """Press the newest button with this title in a chat."""
        chat = chat or self.private
        for call in reversed(self.fake.of("sendMessage")):
            for button in (b for row in call.values.get("reply_markup", {}).get("inline_keyboard", []) for b in row):
                if button["text"] == title and int(call.values["chat_id"]) == chat.id:
                    return self.press_id(button["callback_data"], chat, call.values["message_id"])
        raise AssertionError(f"no button {title!r}")

    def press_id(self, data: str, chat: Chat | None = None, message_id: int = 1) -> int:
        """Press a button with this data."""
        identity = str(next(counter))
        self.fake.presses.add(identity)
        pressed = Message(message_id, NOW, chat or self.private, from_user=BOT, text="…")
        query = CallbackQuery(identity, self.user, chat_instance="1", message=pressed, data=data)
        return self.deliver(Update(next(counter), callback_query=query))


def texts(fake: FakeTelegram, chat: int) -> list[str]:
    """What the bot wrote in a chat, in order."""
    return [call.values["text"] for call in fake.of("sendMessage") if int(call.values["chat_id"]) == chat]


def member(status: str, user: User = BOT) -> dict:
    """A chat member as an update carries it."""
    return {"status": status, "user": user.to_dict()} | ({"until_date": 0} if status == "kicked" else {})
