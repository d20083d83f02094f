"""The same records in PostgreSQL: transcripts, turns, buttons, updates and events; taken over, away, and back again."""

import asyncio
import os
import threading
import time

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.assembly import tables
from bot.channels.database import Database
from bot.channels.heard import Heard, Place
from bot.channels.inbox import Inbox
from bot.channels.ledger import Ledger, Unfinished
from bot.channels.records import Button, Records
from bot.channels.sessions import Sessions
from bot.lock_store import Locks
from bot.retention import DAY, sweep
from bot.settings import Settings
from bot.tracker_store import ForgettingTrackerStore
from bot.whole import Claim, Halt, claiming
from tests.stores import ADVICE, Postgres, missing

SECRET = "een geheim dat lang genoeg is voor HS256, ruim 32 tekens"


@pytest.fixture(scope="module")
def postgres():
    """A PostgreSQL of our own."""
    if "postgresql" in missing():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"Found no PostgreSQL. {ADVICE}")
    server = Postgres()
    server.start()
    yield server
    server.remove()


@pytest.fixture
def sessions(postgres):
    return Sessions(postgres.url, SECRET, hours=1)


@pytest.fixture
def session(sessions):
    return sessions.identify(sessions.start()[0])


@pytest.fixture
def store(postgres):
    return ForgettingTrackerStore(domain=Domain.empty(), db=postgres.url)


def said(store, sender, *texts):
    tracker = asyncio.run(store.retrieve(sender)) or DialogueStateTracker.from_events(sender, [])
    for text in texts:
        tracker.update(UserUttered(text))
    asyncio.run(store.save(tracker))


def texts(store, sender):
    tracker = asyncio.run(store.retrieve(sender))
    return [event.text for event in tracker.events if isinstance(event, UserUttered)] if tracker else []


def test_workers_that_start_at_once_make_the_tables_once(postgres):
    failures = []

    def start():
        try:
            Database(postgres.url, tables()).make()
        except SQLAlchemyError as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_transcript_with_votes(sessions, session):
    kept = [sessions.keep(session, role, {"text": text}) for role, text in (("user", "één 😀"), ("bot", "<b>"))]
    assert sessions.vote(session, kept[1]["id"], "up", None)
    assert sessions.vote(session, kept[1]["id"], "down", "klopt niet")
    assert [(m["role"], m["text"], m.get("vote")) for m in sessions.history(session)] == [
        ("user", "één 😀", None), ("bot", "<b>", "down")]
    sessions.forget(session)
    assert sessions.history(session) == []


def test_a_turn_is_begun_ended_and_remembered(sessions, session):
    ledger, claim = Ledger(sessions.database), Claim(session, "a", "ik")
    ledger.begin(claim, 7, {"text": "vraag", "turn": "a"})
    assert ledger.unfinished(session) == [Unfinished("a", "ik", 7)]
    kept = ledger.finish(claim, [{"text": "antwoord"}])
    assert (ledger.answer(session, "a"), ledger.unfinished(session)) == (kept, [])


def test_events_are_kept_taken_back_and_forgotten(store):
    said(store, "a", "een", "twee 😀")
    mark = store.mark("a")
    said(store, "a", "drie")
    store.take_back("a", mark)
    assert texts(store, "a") == ["een", "twee 😀"]
    store.forget("a")
    assert (texts(store, "a"), store.mark("a")) == ([], 0)


def test_who_was_thought_dead_saves_nothing_and_takes_nothing_back(store, sessions, session):
    ledger, slow, quick = Ledger(sessions.database), Claim(session, "a", "traag"), Claim(session, "a", "vlug")
    said(store, session, "eerder")
    ledger.begin(slow, store.mark(session), {"text": "vraag", "turn": "a"})
    with claiming(slow):
        said(store, session, "half")
    assert ledger.take_over(Unfinished("a", "traag", None), quick)
    with claiming(slow), pytest.raises(Halt):
        said(store, session, "te laat")
    with claiming(slow), pytest.raises(Halt):
        store.take_back(session, 0)
    assert texts(store, session) == ["eerder", "half"]
    assert not ledger.take_over(Unfinished("a", "traag", None), Claim(session, "a", "derde"))


def test_buttons_and_waiting_questions(postgres):
    kept = Records(Database(postgres.url, tables()), "telegram")
    conversation = kept.conversation("c", "p")
    assert (kept.conversation("c", "p"), kept.conversations(person="p")) == (conversation, [conversation])
    button, waiting = kept.offer(conversation, "/motie", "Motie"), kept.wait("p", "een vraag")
    assert kept.pressed(button) == Button(conversation, "p", "/motie", "Motie")
    kept.move("c", "d")
    assert kept.conversations(chat="d") == [conversation]
    assert (kept.waited(waiting, "p"), kept.waited(waiting, "p")) == ("een vraag", None)
    kept.forget(conversation)
    assert kept.pressed(button) is None


def test_an_update_that_two_workers_get_is_handled_once(postgres):
    seen, one = [], Heard("1", "text", "p", Place("c", True), "hoi")

    async def handle(heard):
        await asyncio.sleep(0.05)
        seen.append(heard.value)

    async def run():
        locks = Locks(url="")  # as Redis shares them
        first, second = (Inbox(Database(postgres.url, tables()), "test", handle, locks) for _ in range(2))
        taken = [first.take(one), second.take(one)]
        left = second.resume()  # a worker that starts meanwhile finds it unhandled
        await first.close()
        await second.close()
        return taken, left

    assert asyncio.run(run()) == ([True, False], 1)
    assert seen == ["hoi"]


def test_a_database_that_is_away_is_an_error_and_is_used_again_when_it_is_back(postgres, sessions, session, store):
    said(store, "b", "een")
    sessions.keep(session, "user", {"text": "een"})
    postgres.kill()
    with pytest.raises(Halt):
        asyncio.run(store.retrieve("b"))
    with pytest.raises(SQLAlchemyError) as error:
        sessions.keep(session, "user", {"text": "zeer vertrouwelijk"})
    assert "vertrouwelijk" not in str(error.value)
    assert not sessions.database.reach()
    postgres.start()
    assert (texts(store, "b"), sessions.database.reach()) == (["een"], True)
    assert [message["text"] for message in sessions.history(session)] == ["een"]


def test_a_bot_that_starts_before_its_database_finds_it_later(postgres):
    postgres.kill()
    store = ForgettingTrackerStore(domain=Domain.empty(), db=postgres.url)
    sessions = Sessions(postgres.url, SECRET, hours=1)
    with pytest.raises(Halt):
        said(store, "c", "te vroeg")
    postgres.start()
    said(store, "c", "op tijd")
    assert texts(store, "c") == ["op tijd"]
    assert len(sessions.identify(sessions.start()[0])) == 32


def test_a_column_that_an_older_version_lacked_is_added(postgres):
    older = sa.MetaData()
    sa.Table("growing", older, sa.Column("id", sa.Text, primary_key=True))
    with Database(postgres.url, older).open() as db:
        db.execute(sa.text("INSERT INTO growing (id) VALUES ('a')"))
    newer = sa.MetaData()
    sa.Table("growing", newer, sa.Column("id", sa.Text, primary_key=True), sa.Column("mark", sa.BigInteger))
    with Database(postgres.url, newer).open() as db:
        assert db.execute(sa.text("SELECT id, mark FROM growing")).all() == [("a", None)]


def test_what_is_old_goes(postgres, sessions, session, store, tmp_path):
    said(store, "oud", "een")
    sessions.keep(session, "user", {"text": "een"})
    settings = Settings(state=tmp_path, database=postgres.url, retention_days=30.0)
    assert sweep(settings, time.time() + 29 * DAY).rows < sweep(settings, time.time() + 31 * DAY).rows
    assert (texts(store, "oud"), sessions.history(session)) == ([], [])


def test_slots_are_kept_as_well(store):
    asyncio.run(store.save(DialogueStateTracker.from_events("d", [SlotSet("topic", "motie")])))
    assert store.mark("d") > 0
