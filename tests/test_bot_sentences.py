"""The sentences that belong to a channel: all are used, all exist, all can be filled."""

import re
from pathlib import Path

import pytest
import yaml

from bot.channels.heard import COMMANDS
from bot.channels.sentences import SENTENCES, sentence

CODE = "\n".join(path.read_text(encoding="utf-8") for path in Path(SENTENCES).parent.glob("*.py"))
TOLD = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
VALUES = {"platform": "Telegram", "wis": "/wis", "mention": "@x", "link": "https://x.nl", "title": "T", "as_of": "2020",
          "section": "S"}


def test_every_sentence_is_used():
    commands = {f"opdracht_{name}" for name in COMMANDS}
    assert [name for name in TOLD if not re.search(f"[\"']{name}[\"']", CODE) and name not in commands] == []


def test_every_sentence_that_is_told_exists():
    told = re.findall(r'(?:_tell\([^,]+, |sentence\()"(\w+)"', CODE)
    assert len(told) > 10
    assert set(told) - set(TOLD) == set()


@pytest.mark.parametrize("name", sorted(TOLD))
def test_every_sentence_can_be_filled(name):
    assert "{" not in sentence(name, **VALUES)


def test_an_unknown_sentence_is_an_error():
    with pytest.raises(KeyError):
        sentence("onbekend")
