"""The web channel's side of handed-out files: what is read, what is refused, what is forgotten."""

import hashlib
import os
import time

import pytest

from bot.channels.files import forget, read
from bot.settings import Settings

IDENTITY = "0123456789abcdef" * 2


@pytest.fixture
def settings(tmp_path):
    for name in ("motie.docx", "uren.png", "uren.csv"):
        put(tmp_path, "gesprek", name)
    return Settings(state=tmp_path, session_hours=1)


def put(state, conversation, name, content=b"inhoud", identity=IDENTITY):
    folder = state / "files" / conversation / identity
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(("name", "kind", "treated"), [
    ("motie.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
    ("uren.png", "image/png", "inline"), ("uren.csv", "text/csv; charset=utf-8", "attachment"),
])
def test_a_file_comes_with_its_kind_and_how_to_treat_it(settings, name, kind, treated):
    found = read(settings, IDENTITY, name)
    assert (found.content, found.kind, found.disposition) == (b"inhoud", kind, f'{treated}; filename="{name}"')


@pytest.mark.parametrize("identity", ["f" * 32, "*", "..", "", IDENTITY[:-1], IDENTITY + "0", IDENTITY.upper(), "[0-9a-f]" * 4])
def test_an_id_that_is_not_there(settings, identity):
    assert read(settings, identity, "motie.docx") is None


@pytest.mark.parametrize("name", ["andere.docx", "../motie.docx", "..%2fmotie.docx", "*.docx", "", ".docx", "motie", "motie.html",
                                  "motie.docx\n", "a/motie.docx", "é.docx", "mo\x00tie.docx"])
def test_a_name_that_is_not_there(settings, name):
    assert read(settings, IDENTITY, name) is None


def test_a_file_holds_as_long_as_a_session(settings):
    folder = settings.state / "files" / "gesprek" / IDENTITY
    os.utime(folder, (time.time() - 3590,) * 2)
    assert read(settings, IDENTITY, "motie.docx") is not None
    os.utime(folder, (time.time() - 3610,) * 2)
    assert read(settings, IDENTITY, "motie.docx") is None


def test_forgetting_takes_the_files_of_that_conversation_alone(settings):
    put(settings.state, "ander", "x.txt", identity="f" * 32)
    forget(settings.state, "gesprek")
    assert read(settings, IDENTITY, "motie.docx") is None
    assert read(settings, "f" * 32, "x.txt").content == b"inhoud"
    assert [path.name for path in (settings.state / "files").iterdir()] == ["ander"]


@pytest.mark.parametrize("conversation", ["", ".", "..", "../gesprek", "gesprek/..", "niemand"])
def test_forgetting_an_odd_or_unknown_conversation_leaves_the_others(settings, conversation):
    folder = hashlib.sha256(conversation.encode()).hexdigest()
    put(settings.state, folder, "x.txt", identity="e" * 32)
    forget(settings.state, conversation)
    assert read(settings, IDENTITY, "motie.docx") is not None
    assert (read(settings, "e" * 32, "x.txt") is None) is (conversation != "niemand")
