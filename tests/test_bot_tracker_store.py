"""The tracker store that forgets: one conversation goes, events and all, and the others stay."""

import asyncio
import sqlite3
import subprocess
import sys
import time

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.tracker_store import ForgettingTrackerStore
from bot.whole import Halt


@pytest.fixture
def store(tmp_path):
    return ForgettingTrackerStore(domain=Domain.empty(), db=str(tmp_path / "state" / "conversations.db"))


def said(store, sender, *texts):
    tracker = DialogueStateTracker.from_events(sender, [*(UserUttered(text) for text in texts), SlotSet("topic", "motie")])
    asyncio.run(store.save(tracker))


def texts(store, sender):
    tracker = asyncio.run(store.retrieve(sender))
    return tracker and [event.text for event in tracker.events if isinstance(event, UserUttered)]


def rows(tmp_path):
    with sqlite3.connect(tmp_path / "state" / "conversations.db") as db:
        return db.execute("SELECT sender_id, data FROM events").fetchall()


def test_a_conversation_is_kept(store):
    said(store, "a", "wat is een motie?", "😀")
    assert texts(store, "a") == ["wat is een motie?", "😀"]


def test_forgetting_one_conversation_keeps_another(store):
    said(store, "a", "vertrouwelijk")
    said(store, "b", "wat is een motie?")
    store.forget("a")
    assert texts(store, "a") is None
    assert texts(store, "b") == ["wat is een motie?"]


def test_no_event_is_left_in_the_file(store, tmp_path):
    said(store, "a", "vertrouwelijk")
    said(store, "ab", "iets anders")
    store.forget("a")
    assert {sender for sender, _ in rows(tmp_path)} == {"ab"}
    assert "vertrouwelijk" not in str(rows(tmp_path))


def test_forgotten_words_do_not_linger_in_the_bytes_of_the_file(store, tmp_path):
    said(store, "a", "zeer vertrouwelijk")
    store.forget("a")
    assert b"zeer vertrouwelijk" not in (tmp_path / "state" / "conversations.db").read_bytes()


def test_a_name_with_quotes_forgets_nothing_else(store):
    said(store, "a", "blijft")
    store.forget("a' OR '1'='1")
    assert texts(store, "a") == ["blijft"]


def test_forgetting_what_is_not_there_does_nothing(store, tmp_path):
    store.forget("niemand")
    assert rows(tmp_path) == []


def test_a_forgotten_conversation_may_start_again(store):
    said(store, "a", "oud")
    store.forget("a")
    said(store, "a", "nieuw")
    assert texts(store, "a") == ["nieuw"]


def test_the_folder_of_the_file_is_made(store, tmp_path):
    assert (tmp_path / "state").is_dir()


def test_a_turn_is_taken_back_and_what_came_before_stays(store):
    said(store, "a", "wat is een motie?")
    said(store, "b", "iets anders")
    moment = time.time()
    tracker = asyncio.run(store.retrieve("a"))
    tracker.update(UserUttered("hoeveel verdien ik?"))
    asyncio.run(store.save(tracker))
    store.forget("a", since=moment)
    assert (texts(store, "a"), texts(store, "b")) == (["wat is een motie?"], ["iets anders"])


def test_a_mark_is_where_a_conversation_stands(store):
    said(store, "a", "een")
    said(store, "b", "anders")
    mark = store.mark("a")
    tracker = asyncio.run(store.retrieve("a"))
    tracker.update(UserUttered("twee"))
    asyncio.run(store.save(tracker))
    store.take_back("a", mark)
    assert (texts(store, "a"), texts(store, "b")) == (["een"], ["anders"])
    assert (store.mark("a"), store.mark("niemand")) == (mark, 0)


def test_a_file_that_can_not_be_read_ends_the_turn(store, tmp_path):
    said(store, "a", "een")
    store.engine.dispose()
    (tmp_path / "state" / "conversations.db").write_bytes(b"geen database, maar wel lang genoeg om ernaar te kijken" * 40)
    with pytest.raises(Halt):
        asyncio.run(store.retrieve("a"))
    with pytest.raises(Halt):
        said(store, "a", "twee")


def test_what_a_killed_process_saved_is_there_and_what_it_did_not_end_is_not(store, tmp_path):
    script = ("import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]); say = lambda text: db.execute('INSERT INTO events "
              "(sender_id, type_name, timestamp, data) VALUES (?, ?, 1, ?)', ('a', 'slot', text)); "
              "say('heel'); db.commit(); say('half'); os.kill(os.getpid(), 9)")
    store.forget("niemand")  # makes the tables
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "state" / "conversations.db")])
    assert (done.returncode, [data for _, data in rows(tmp_path)]) == (-9, ["heel"])
