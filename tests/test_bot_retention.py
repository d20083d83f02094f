"""What is too old goes, what is younger stays: conversations, sessions, votes, channel records, files and log lines."""

import asyncio
import os
import sqlite3
import time

import jwt
import pytest
import sqlalchemy as sa
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import retention
from bot.channels.assembly import tables
from bot.channels.database import Database
from bot.channels.ledger import Ledger
from bot.channels.records import Records
from bot.channels.sessions import Sessions
from bot.retention import DAY, Swept, keep_sweeping, main, sweep
from bot.settings import Settings, read_settings
from bot.tracker_store import ForgettingTrackerStore
from bot.whole import Claim

NOW = 1_790_000_000.0  # 21 September 2026
AGES = (0.0, 29.9, 30.1, 400.0)  # days


@pytest.fixture
def settings(tmp_path):
    return Settings(state=tmp_path)


def at(monkeypatch, days):
    """Let it be so many days ago."""
    monkeypatch.setattr(time, "time", lambda: NOW - days * DAY)


def rows(path, statement):
    with sqlite3.connect(path) as db:
        return [row[0] for row in db.execute(statement)]


def test_events_older_than_the_days_go_also_from_a_conversation_that_goes_on(settings):
    store = ForgettingTrackerStore(None, db=str(settings.state / "conversations.db"))
    for name in ("x", "y"):
        asyncio.run(store.save(DialogueStateTracker.from_events(name, [
            *(UserUttered(f"{name} {age}", timestamp=NOW - age * DAY) for age in sorted(AGES, reverse=True)),
            SlotSet("topic", "motie", timestamp=NOW)])))
    assert sweep(settings, NOW).rows == 4
    left = rows(settings.state / "conversations.db", "SELECT data FROM events")
    assert [sum(f'"{name} {age}"' in data for data in left) for name in ("x", "y") for age in AGES] == [1, 1, 0, 0] * 2


def test_messages_votes_turns_and_sessions_of_the_web_go(settings, monkeypatch):
    sessions = Sessions(settings.state / "web.db", "x" * 32, hours=24)
    for age in AGES:
        at(monkeypatch, age)
        session = jwt.decode(sessions.start()[0], options={"verify_signature": False})["sub"]
        kept = sessions.keep(session, "bot", {"text": f"Zwaluw {age}"})
        sessions.vote(session, kept["id"], "up", f"reden {age}")
        Ledger(sessions.database).begin(Claim(session, "a", "ik"), 0, {"text": f"Gierzwaluw {age}"})
    assert sweep(settings, NOW).rows == 9  # the session of 30.1 days ago expired 29.1 days ago
    path = settings.state / "web.db"
    counts = [rows(path, f"SELECT COUNT(*) FROM {table}")[0] for table in ("message", "feedback", "turn", "session")]
    assert counts == [4, 2, 2, 3]
    assert sorted(rows(path, "SELECT reason FROM feedback")) == ["reden 0.0", "reden 29.9"]
    assert [p.name for p in settings.state.iterdir() if b"Zwaluw 400" in p.read_bytes()] == []


def test_records_of_the_channels_go_but_not_of_a_conversation_that_goes_on(settings, monkeypatch):
    database = Database(settings.state / "channels.db", tables())
    kept, store = Records(database, "telegram"), ForgettingTrackerStore(None, db=str(settings.state / "conversations.db"))
    at(monkeypatch, 40)
    gone, alive = kept.conversation("1", "fatima"), kept.conversation("2", "joop")
    button = kept.offer(gone, "/motie", "Motie")
    kept.wait("fatima", "mijn vraag")
    with database.open() as db:
        db.execute(sa.text("INSERT INTO arrival (channel, id, body, attempts, at) VALUES ('telegram', 'u1', 'Zwaluw', 3, :at)"),
                   {"at": NOW - 40 * DAY})
    at(monkeypatch, 0)
    young = kept.conversation("3", "piet")
    asyncio.run(store.save(DialogueStateTracker.from_events(alive, [UserUttered("hoi", timestamp=NOW - DAY)])))
    assert sweep(settings, NOW).rows == 4
    assert sorted(kept.conversations()) == sorted([alive, young])
    assert (kept.pressed(button), rows(settings.state / "channels.db", "SELECT said FROM waiting")) == (None, [])
    assert rows(settings.state / "channels.db", "SELECT body FROM arrival") == []


def test_handed_out_files_go_when_they_can_not_be_fetched_any_more(settings):
    for conversation, hours in (("a", 1), ("a", 25), ("b", 25)):
        folder = settings.state / "files" / conversation / f"{hours:032x}"
        folder.mkdir(parents=True)
        (folder / "motie.docx").write_bytes(b"PK")
        os.utime(folder, (NOW - hours * 3600, NOW - hours * 3600))
    assert sweep(settings, NOW).files == 2
    assert [path.name for path in (settings.state / "files").glob("*")] == ["a"]
    assert [path.name for path in (settings.state / "files" / "a").glob("*")] == [f"{1:032x}"]


@pytest.mark.parametrize(("text", "kept"), [
    ("2026-07-01T10:00:00.000+00:00 INFO oud\n  spoor\n2026-09-20T10:00:00.000+00:00 INFO nieuw\n",
     "2026-09-20T10:00:00.000+00:00 INFO nieuw\n"),
    ('{"time": "2026-07-01T10:00:00"}\n{"time": "2026-09-20T10:00:00"}\n', '{"time": "2026-09-20T10:00:00"}\n'),
    ("2026-07-01 10:00:00,000 WARNING oud\n", ""), ("2026-09-20 10:00:00,000 WARNING nieuw\nzonder tijd\n",) * 2,
    ("zonder tijd\n2026-09-20 10:00:00 nieuw\n", "2026-09-20 10:00:00 nieuw\n"), ("zonder tijd, net geschreven\n",) * 2, ("", ""),
])
def test_log_lines_go_by_their_time_while_the_server_writes_on(settings, text, kept):
    log = settings.state / "logs" / "rasa.log"
    log.parent.mkdir()
    with log.open("a", encoding="utf-8") as server:
        server.write(text)
        server.flush()
        os.utime(log, (NOW, NOW))
        assert sweep(settings, NOW).lines == text.count("\n") - kept.count("\n")
        server.write("volgende\n")
    assert log.read_text(encoding="utf-8") == f"{kept}volgende\n"


def test_where_nothing_is_kept_nothing_goes_and_nothing_is_made(settings):
    assert sweep(settings, NOW) == Swept(0, 0, 0)
    assert list(settings.state.iterdir()) == []


def test_a_sweep_that_is_done_twice_finds_nothing(settings, monkeypatch):
    sessions = Sessions(settings.state / "web.db", "x" * 32, hours=24)
    at(monkeypatch, 60)
    sessions.keep("s", "user", {"text": "hoi"})
    assert [sweep(settings, NOW).rows for _ in range(2)] == [1, 0]


def test_fewer_days_delete_sooner(tmp_path, monkeypatch):
    sessions = Sessions(tmp_path / "web.db", "x" * 32, hours=24)
    at(monkeypatch, 8)
    sessions.keep("s", "user", {"text": "hoi"})
    assert [sweep(Settings(state=tmp_path, retention_days=days), NOW).rows for days in (9.0, 7.0)] == [0, 1]


@pytest.mark.parametrize("given", ["0", "-1", "dertig", "0.0", "1e9", "nan"])
def test_days_that_are_none_are_named(monkeypatch, given):
    monkeypatch.setenv("RAADWIJZER_RETENTION_DAYS", given)
    with pytest.raises(ValueError, match="RAADWIJZER_RETENTION_DAYS: found .* Expected a number of days above 0"):
        read_settings()


def test_the_job_sweeps_every_day_and_sooner_after_a_fault(settings, monkeypatch, caplog):
    pauses = []

    async def sleep(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            raise asyncio.CancelledError

    faults = iter([None, sa.exc.OperationalError("DELETE Zwaluw", {}, None), None])

    def swept(*_):
        fault = next(faults)
        if fault:
            raise fault
        return Swept(1, 2, 3)

    monkeypatch.setattr(retention.asyncio, "sleep", sleep)
    monkeypatch.setattr(retention, "sweep", swept)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(keep_sweeping(settings))
    assert pauses == [DAY, 3600.0, DAY]
    assert "OperationalError" in caplog.text and "Zwaluw" not in caplog.text


def test_the_command_says_what_went(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path))
    monkeypatch.setenv("RAADWIJZER_RETENTION_DAYS", "14")
    assert main() == 0
    assert capsys.readouterr().out == "Older than 14 days and deleted: 0 rows, 0 files, 0 log lines.\n"
