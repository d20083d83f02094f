"""Files that a conversation hands out: where they stand, what they are called, how many and how long."""

import os
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import files
from actions.files import LARGEST, LONGEST_NAME, MOST, folder_of, hand_out, safe_name


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path / "state"))
    return tmp_path / "state" / "files"


def kept(state):
    return {path.relative_to(state).as_posix(): path.read_bytes() for path in state.rglob("*") if path.is_file()}


def test_a_file_stands_under_its_conversation_and_an_unguessable_id(state):
    told = hand_out("abc123", "Motie speeltuin.docx", b"inhoud")
    identity = re.fullmatch(r"/chat/file/([0-9a-f]{32})/Motie-speeltuin\.docx", told["url"])[1]
    assert told == {"name": "Motie-speeltuin.docx", "url": f"/chat/file/{identity}/Motie-speeltuin.docx"}
    assert kept(state) == {f"abc123/{identity}/Motie-speeltuin.docx": b"inhoud"}


def test_a_picture_carries_its_description(state):
    assert hand_out("a", "uren.png", b"\x89PNG", alt="Twaalf balken")["alt"] == "Twaalf balken"
    assert "alt" not in hand_out("a", "uren.png", b"\x89PNG")


def test_the_same_file_twice_has_two_addresses(state):
    assert hand_out("a", "x.csv", b"1")["url"] != hand_out("a", "x.csv", b"1")["url"]
    assert sorted(kept(state).values()) == [b"1", b"1"]


@pytest.mark.parametrize(("name", "safe"), [
    ("motie.docx", "motie.docx"), ("Motie – één café.DOCX", "Motie-een-cafe.docx"), ("../../etc/passwd.txt", "etc-passwd.txt"),
    ("a\\b\x00c.png", "a-b-c.png"), ("漢字.csv", "bestand.csv"), (".docx", "bestand.docx"), ("-.-.pdf", "bestand.pdf"),
    ("a" * 500 + ".docx", "a" * (LONGEST_NAME - 5) + ".docx"), ('x";filename="y.txt', "x-filename-y.txt"),
])
def test_a_name_becomes_a_safe_one(name, safe):
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_every_name_becomes_one_that_the_channel_serves(stem):
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]*\.docx", safe_name(stem + ".docx"))
    assert len(safe_name(stem + ".docx")) <= LONGEST_NAME


@pytest.mark.parametrize("name", ["motie", "motie.exe", "motie.html", "motie.svg", "", "docx"])
def test_an_unknown_kind_is_refused(state, name):
    with pytest.raises(ValueError, match=r"Expected one of csv, docx"):
        hand_out("a", name, b"x")
    assert not state.exists()


def test_a_file_up_to_the_limit_is_taken(state):
    assert hand_out("a", "x.txt", b"x" * LARGEST)["name"] == "x.txt"
    with pytest.raises(ValueError, match=f"found {LARGEST + 1} bytes"):
        hand_out("a", "x.txt", b"x" * (LARGEST + 1))


@pytest.mark.parametrize("conversation", ["../x", "a/b", "", ".", "..", ".x", "a b", "é", "x" * 101])
def test_an_odd_conversation_stays_within_the_folder(state, conversation):
    hand_out(conversation, "x.txt", b"x")
    (folder,) = state.iterdir()
    assert re.fullmatch(r"[0-9a-f]{64}", folder.name)


def test_a_plain_conversation_is_its_own_folder():
    assert (folder_of("0f3a"), folder_of("U1.2_C-3"), folder_of("x" * 100)) == ("0f3a", "U1.2_C-3", "x" * 100)


def test_what_is_too_old_goes_with_its_empty_folder(state, monkeypatch):
    monkeypatch.setenv("RAADWIJZER_SESSION_HOURS", "2")
    for conversation, hours in (("old", 2.1), ("new", 1.9)):
        hand_out(conversation, "x.txt", b"x")
        (folder,) = (state / conversation).iterdir()
        os.utime(folder, (time.time() - hours * 3600,) * 2)
    hand_out("now", "x.txt", b"x")
    assert sorted(path.name for path in state.iterdir()) == ["new", "now"]


def test_the_oldest_of_too_many_make_room(state, monkeypatch):
    monkeypatch.setattr(files, "MOST", 3)
    for number in range(5):
        url = hand_out("a", f"{number}.txt", b"x")["url"]
        folder = state / "a" / url.split("/")[3]
        os.utime(folder, (time.time() - 100 + number,) * 2)
    assert sorted(name.split("/")[-1] for name in kept(state)) == ["2.txt", "3.txt", "4.txt"]
    assert MOST == 40


def test_nothing_half_written_is_left(state):
    hand_out("a", "x.txt", b"x")
    assert not [path for path in state.rglob(".*")]
