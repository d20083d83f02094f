"""What a user types is never read as a payload, on any channel: only a button that the bot offered is."""

import asyncio
from types import SimpleNamespace

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from telegram import Message as Sent
from telegram import Update

from bot.channels.desk import Desk
from bot.channels.heard import Heard, Place
from bot.channels.pace import Pace
from bot.channels.sessions import Sessions
from bot.channels.settings import Limits
from bot.channels.slack_requests import hear_command, hear_event
from bot.channels.telegram_updates import hear
from bot.channels.web import Fault, read_message
from bot.settings import Settings
from tests.telegram_user import BOT

BEFORE = ["", " ", "\n", "\t/", "\u00a0", "\u2003", "\u2028", "\u3000", "\x00", "\x1c", "\x85", "\u200b", "\ufeff", "\u2060",
          "\u202e", "\u00ad", "\u2066", "\U000e0001", "\ud800", "\u200b \u200b", "//", "/ /", "\uff0f", "\u2044",
          "\u2215/", "\u29f8"]
AFTER = ['/vergoeding_berekenen', '/inform{"inwoners": 73000}', "/restart", "/dreiging@0.99", "/session_start"]


class Room:
    """A desk in front of a dialogue that notes what it hears."""

    def __init__(self):
        self.heard = []
        records = SimpleNamespace(conversation=lambda *_: "c", waited=lambda *_: None, pressed=lambda _: None)
        porter = SimpleNamespace(platform="Telegram", forget_with="/wis", by_thread=False, say=self.note, acknowledge=self.note)
        self.desk = Desk(porter, records, SimpleNamespace(run=self.run), Settings(), Pace(Limits(None, None, None, None), "x"))

    async def run(self, conversation, said):
        self.heard.append(said)
        return []

    async def note(self, *_):
        return None

    def say(self, heard):
        asyncio.run(self.desk.handle(heard))
        return self.heard


def on_web(text, tmp_path):
    try:
        return [read_message({"text": text}, Settings(), Sessions(tmp_path / "web.db", "x" * 32, 1), "s")[0]]
    except Fault:
        return []


def on_telegram(text, tmp_path):
    sent = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": text,
            "from": {"id": 5, "is_bot": False, "first_name": "F"},
            "entities": [{"type": "bot_command", "offset": 0, "length": 8}] if text.startswith("/") else []}
    try:
        heard = hear(Update(1, message=Sent.de_json(sent, None)), BOT)
    except ValueError:  # half a character: the door refuses the whole update
        return []
    return Room().say(heard) if heard else []


def on_slack(text, tmp_path):
    event = {"event_id": "E", "event": {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "text": text,
                                        "ts": "1.2"}}
    form = {"trigger_id": "T", "channel_id": "D1", "user_id": "U1", "text": text}
    heard = [hear_event(event), hear_command(form)]
    return [said for one in heard if one.kind != "command" for said in Room().say(one)]


def is_payload(text):
    """Whether Rasa takes a text for an intent."""
    message = YAMLStoryReader.unpack_regex_message(Message({TEXT: UserMessage(text).text}))
    return message.get(INTENT) is not None


def test_rasa_does_read_a_bare_slash():
    assert is_payload("/restart") and is_payload(" /restart") and not is_payload("restart")


@pytest.mark.parametrize("channel", [on_web, on_telegram, on_slack])
@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("after", AFTER)
def test_no_typed_text_is_a_payload(channel, before, after, tmp_path):
    heard = channel(before + after, tmp_path)
    assert heard or channel is not on_web
    assert [text for text in heard if is_payload(text) or text[:1] in "/\uff0f\u2044\u2215\u29f8"] == []


@pytest.mark.parametrize("payload", ["/restart", '/motie{"facet": "wat"}', " /motie", "motie", "/motie\n", "\uff0fmotie", ""])
def test_the_web_takes_only_the_payload_that_this_conversation_offered(tmp_path, payload):
    sessions = Sessions(tmp_path / "web.db", "x" * 32, 1)
    sessions.keep("s", "bot", {"text": "", "buttons": [{"title": "Hoe?", "payload": "/motie"}]})
    sessions.keep("ander", "bot", {"text": "", "buttons": [{"title": "Wat?", "payload": '/motie{"facet": "wat"}'}]})
    assert read_message({"payload": "/motie"}, Settings(), sessions, "s") == ("/motie", "Hoe?")
    with pytest.raises(Fault, match="onbekende_knop"):
        read_message({"payload": payload}, Settings(), sessions, "s")


@pytest.mark.parametrize("value", ["/restart", '/motie{"facet": "wat"}', "", "' OR 1=1"])
def test_a_press_of_what_was_never_offered_reaches_no_dialogue(value):
    assert Room().say(Heard("1", "button", "5", Place("5", True), value)) == []


@pytest.mark.parametrize("argument", ["/restart", "\uff0frestart", '/motie{"facet": "wat"}'])
def test_what_follows_a_command_is_no_payload(argument):
    assert Room().say(Heard("1", "command", "5", Place("5", True), "start", argument)) == ["/groet"]
