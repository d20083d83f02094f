"""Every kind of update that the Bot API knows, in its own JSON (tests/data/telegram_updates.jsonl): what it means to the bot."""

import json
from pathlib import Path

import pytest
from telegram import Bot, Update, User

from bot.channels.heard import KINDS
from bot.channels.telegram_updates import hear
from tests.fake_telegram import ME

RECORDED = Path(__file__).parent / "data" / "telegram_updates.jsonl"
SHAPES = [json.loads(line) for line in RECORDED.read_text(encoding="utf-8").splitlines()]
BOT = Bot("1:a")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape["kind"])
def test_what_an_update_means(shape):
    heard = hear(Update.de_json(shape["update"], BOT), User.de_json(ME, BOT))
    assert (heard and heard.kind) == shape["heard"]
    if heard and "value" in shape:
        assert heard.value == shape["value"]
    if heard:
        assert heard.id == str(shape["update"]["update_id"])


def test_every_kind_of_update_and_everything_that_can_be_heard_is_among_them():
    assert {shape["heard"] for shape in SHAPES} == {*KINDS, None}
    sold = ("business", "deleted_business", "edited_business", "purchased", "removed_chat_boost", "managed")
    known = {name for name in Update.ALL_TYPES if not name.startswith(sold)}
    assert known - {key for shape in SHAPES for key in shape["update"]} == set()


@pytest.mark.parametrize(("text", "entities", "command", "argument"), [
    ("/wis", [(0, 4)], "wis", ""), ("/start abc", [(0, 6)], "start", "abc"), ("/Stop@Raadwijzer_bot nu", [(0, 20)], "stop", "nu"),
    ("eerst /wis", [(6, 4)], None, ""), ("/wis", [], None, ""), ("/wissen", [(0, 7)], None, ""),
])
def test_a_command_stands_at_the_start(text, entities, command, argument):
    chat = {"id": 77, "type": "private"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": {"id": 77, "is_bot": False, "first_name": "F"}, "text": text,
               "entities": [{"type": "bot_command", "offset": at, "length": length} for at, length in entities]}
    heard = hear(Update.de_json({"update_id": 1, "message": message}, BOT), User.de_json(ME, BOT))
    assert (heard.value if heard.kind == "command" else None, heard.argument) == (command, argument)
