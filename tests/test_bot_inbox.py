"""Once, in order, and not lost: the inbox; and what the channels remember: the records."""

import asyncio
import sqlite3
import time

import pytest
import sqlalchemy as sa

from bot.channels import inbox
from bot.channels.assembly import tables
from bot.channels.database import Database
from bot.channels.heard import Heard, Place
from bot.channels.inbox import Inbox
from bot.channels.records import Button, Records
from bot.lock_store import Locks


@pytest.fixture
def database(tmp_path):
    return Database(tmp_path / "state" / "channels.db", tables())


def heard(identity, person="p", value="hoi"):
    return Heard(identity, "text", person, Place("c", True), value)


def handled(database, *updates, handle=None, resume=False):
    """The values in the order in which they were handled."""
    seen = []

    async def note(one):
        if handle:
            await handle(one)
        seen.append(one.value)

    async def run():
        box = Inbox(database, "test", note, Locks(url=""))
        taken = [box.take(one) for one in updates]
        left = box.resume() if resume else 0
        await box.close()
        return taken, left
    return (*asyncio.run(run()), seen)


def rows(database):
    with database.open() as db:
        return [tuple(row) for row in db.execute(sa.text("SELECT id, body IS NULL, attempts FROM arrival ORDER BY id"))]


def test_an_update_survives_being_written_down():
    one = Heard("1", "command", "p", Place("c", False, "t", "r", "https://x"), "start", "arg", "press", "A/T")
    assert Heard.load(one.dump()) == one


def test_each_update_is_handled_once(database):
    once_and_again = heard("1", value="a"), heard("1", value="b"), heard("2", value="c")
    assert handled(database, *once_and_again) == ([True, False, True], 0, ["a", "c"])
    assert handled(database, heard("1", value="d")) == ([False], 0, [])


def test_one_person_in_order_and_people_side_by_side(database):
    async def wait(one):
        await asyncio.sleep({"slow": 0.1}.get(one.value, 0))
    _, _, seen = handled(database, heard("1", "a", "slow"), heard("2", "a", "after"), heard("3", "b", "other"), handle=wait)
    assert seen == ["other", "slow", "after"]


@pytest.mark.parametrize(("values", "turns"), [
    (["a" * 4096, "rest"], ["a" * 4096 + "\nrest"]), (["a" * 3000, "b" * 3000, "c"], ["a" * 3000 + "\n" + "b" * 3000 + "\nc"]),
    (["a" * 2999, "los"], ["a" * 2999, "los"]), (["kort", "a" * 3000], ["kort", "a" * 3000]),
])
def test_a_pasted_text_that_an_app_cut_is_whole_again(database, monkeypatch, values, turns):
    monkeypatch.setattr(inbox, "PAUSE", 0.05)
    updates = [heard(str(number), value=value) for number, value in enumerate(values)]
    assert handled(database, *updates)[2] == turns
    assert [row[1:] for row in rows(database)] == [(1, 1)] * len(values)


def test_what_follows_a_long_text_and_is_no_text_stays_by_itself(database, monkeypatch):
    monkeypatch.setattr(inbox, "PAUSE", 0.05)
    forget = Heard("2", "command", "p", Place("c", True), "wis")
    elsewhere = Heard("3", "text", "p", Place("group", False), "a" * 3000)
    _, _, seen = handled(database, heard("1", value="a" * 3000), forget, elsewhere, heard("4"))
    assert seen == ["a" * 3000, "wis", "a" * 3000, "hoi"]


def test_words_go_as_soon_as_they_are_handled(database, tmp_path):
    handled(database, heard("1", value="zeer vertrouwelijk"))
    assert rows(database) == [("1", 1, 1)]
    assert not [path for path in (tmp_path / "state").iterdir() if b"vertrouwelijk" in path.read_bytes()]


def test_a_failure_stops_nothing(database):
    async def fail(one):
        if one.value == "stuk":
            raise RuntimeError("stuk")
    assert handled(database, heard("1", value="stuk"), heard("2", value="goed"), handle=fail)[2] == ["goed"]
    assert [row[1] for row in rows(database)] == [1, 1]


def left_behind(database, identity, attempts=0, age=0.0):
    with database.open() as db:
        db.execute(sa.text("INSERT INTO arrival (channel, id, body, attempts, at) VALUES ('test', :id, :body, :attempts, :at)"),
                   {"id": identity, "body": heard(identity, value=identity).dump(), "attempts": attempts,
                    "at": time.time() - age})


def test_what_was_left_is_handled_after_a_start(database):
    left_behind(database, "1", attempts=2)
    left_behind(database, "2", attempts=3)  # ended the process three times
    left_behind(database, "3", age=3590)
    left_behind(database, "4", age=3610)
    assert handled(database, resume=True) == ([], 2, ["3", "1"])
    assert all(row[1] for row in rows(database))


def test_what_is_cut_off_is_left_for_the_next_start(database):
    async def run():
        box = Inbox(database, "test", lambda _: asyncio.sleep(60), Locks(url=""))
        box.take(heard("1"))
        await box.close(patience=0.01)
    asyncio.run(run())
    assert handled(database, resume=True) == ([], 1, ["hoi"])


def test_an_id_is_forgotten_after_a_week(database):
    left_behind(database, "1", age=8 * 24 * 3600)
    handled(database, heard("2"))
    assert [row[0] for row in rows(database)] == ["2"]


# ---------------------------------------------------------------- records

@pytest.fixture
def kept(database):
    return Records(database, "telegram")


def test_one_conversation_for_each_place_and_person(kept, database):
    first = kept.conversation("c", "p")
    others = {kept.conversation("c", "q"), kept.conversation("d", "p"), kept.conversation("c", "p", "t"),
              Records(database, "slack").conversation("c", "p")}
    assert kept.conversation("c", "p") == first
    assert len(others | {first}) == 5
    assert len(first) == 32 and int(first, 16)


def test_conversations_by_what_is_known(kept):
    ids = {(chat, person): kept.conversation(chat, person) for chat in "cd" for person in "pq"}
    assert set(kept.conversations(person="p")) == {ids["c", "p"], ids["d", "p"]}
    assert kept.conversations(chat="d", person="q") == [ids["d", "q"]]
    assert len(kept.conversations(chat="c")) == 2


def test_a_button_is_known_by_its_short_id_in_its_channel(kept, database):
    conversation = kept.conversation("c", "p")
    identity = kept.offer(conversation, "/motie", "Motie")
    assert len(identity.encode()) == 16
    assert kept.pressed(identity) == Button(conversation, "p", "/motie", "Motie")
    assert (kept.pressed("x"), Records(database, "slack").pressed(identity)) == (None, None)


def test_a_button_works_for_thirty_days(kept, database):
    old, young = (kept.offer(kept.conversation("c", "p"), payload, "x") for payload in ("/oud", "/jong"))
    with database.open() as db:
        db.execute(sa.text("UPDATE button SET at = at - :age WHERE id = :id"),
                   [{"age": 31 * 24 * 3600, "id": old}, {"age": 29 * 24 * 3600, "id": young}])
    kept.offer(kept.conversation("c", "p"), "/nieuw", "x")
    assert (kept.pressed(old), kept.pressed(young).payload) == (None, "/jong")


def test_a_waiting_question_is_for_its_person_once_and_for_a_day(kept, database):
    first, second = kept.wait("p", "een"), kept.wait("p", "twee")
    assert (kept.waited(first, "p"), kept.waited(second, "q")) == (None, None)
    assert (kept.waited(second, "p"), kept.waited(second, "p")) == ("twee", None)
    late = kept.wait("p", "drie")
    with database.open() as db:
        db.execute(sa.text("UPDATE waiting SET at = at - 86410"))
    assert kept.waited(late, "p") is None


def test_forgetting_leaves_nothing_of_a_conversation_in_the_file(kept, tmp_path):
    conversation, other = kept.conversation("c", "persoon-zeven"), kept.conversation("c", "q")
    gone, stays = kept.offer(conversation, "/zeer_vertrouwelijk", "x"), kept.offer(other, "/y", "y")
    waiting = kept.wait("persoon-zeven", "zeer vertrouwelijk")
    kept.forget(conversation)
    assert (kept.pressed(gone), kept.waited(waiting, "persoon-zeven"), kept.pressed(stays).payload) == (None, None, "/y")
    with sqlite3.connect(tmp_path / "state" / "channels.db") as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = (tmp_path / "state" / "channels.db").read_bytes()
    assert b"vertrouwelijk" not in left and b"persoon-zeven" not in left


def test_a_moved_group_takes_its_conversations_along(kept):
    conversation = kept.conversation("-5", "p")
    kept.move("-5", "-1005")
    assert kept.conversation("-1005", "p") == conversation
