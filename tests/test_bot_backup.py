"""Saving a bot that runs and restoring it elsewhere: every word that was there, and nothing of what is not ours."""

import io
import sqlite3
import tarfile
from dataclasses import replace

import pytest

import bot.backup
from bot.backup import main, restore, save
from bot.failed import Failed
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A bot whose conversations are open, with what was said last still in the journal beside the database."""
    state, local = tmp_path / "state", tmp_path / "local"
    (state / "files" / "gesprek" / "a1").mkdir(parents=True)
    (state / "files" / "gesprek" / "a1" / "motie.docx").write_bytes(b"een motie")
    (state / "logs").mkdir()
    (state / "logs" / "rasa.log").write_text("een regel")
    (state / "secret").write_text("de sleutel")
    (local / "reglement").mkdir(parents=True)
    (local / "reglement" / "document.json").write_text("{}")
    db = sqlite3.connect(state / "web.db")
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA wal_autocheckpoint=0")
    db.execute("CREATE TABLE message (body TEXT)")
    db.execute("INSERT INTO message VALUES ('wat is een motie?')")
    db.commit()
    monkeypatch.setattr(bot.backup, "is_ready", lambda settings: False)
    yield Settings(state=state, local=local)
    db.close()


@pytest.fixture
def elsewhere(tmp_path):
    """An empty place to restore to, with a database of before."""
    state = tmp_path / "elders"
    state.mkdir()
    with sqlite3.connect(state / "web.db") as db:
        db.execute("CREATE TABLE message (body TEXT)")
        db.execute("INSERT INTO message VALUES ('van eerder')")
    db.close()
    (state / "web.db-wal").write_bytes(b"oud")
    return Settings(state=state, local=tmp_path / "elders-local")


def archive_of(settings):
    to = io.BytesIO()
    save(settings, to)
    return io.BytesIO(to.getvalue())


def words(settings):
    with sqlite3.connect(settings.state / "web.db") as db:
        return [body for (body,) in db.execute("SELECT body FROM message")]


def test_what_was_said_last_is_restored_elsewhere(settings, elsewhere):
    assert (settings.state / "web.db-wal").stat().st_size > 0
    assert restore(elsewhere, archive_of(settings)) == ["local", "state/files", "state/secret", "state/web.db"]
    assert words(elsewhere) == ["wat is een motie?"]
    assert (elsewhere.state / "files" / "gesprek" / "a1" / "motie.docx").read_bytes() == b"een motie"
    assert (elsewhere.state / "secret").read_text() == "de sleutel"
    assert (elsewhere.state / "secret").stat().st_mode & 0o777 == 0o600
    assert (elsewhere.local / "reglement" / "document.json").read_text() == "{}"
    assert sorted(path.name for path in elsewhere.state.iterdir() if not path.name.startswith("web.db-")) == [
        "files", "secret", "web.db"]


def test_copying_the_file_alone_would_lose_what_was_said_last(settings, elsewhere):
    (elsewhere.state / "web.db-wal").unlink()
    (elsewhere.state / "web.db").write_bytes((settings.state / "web.db").read_bytes())
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        words(elsewhere)


def test_a_bot_that_runs_is_not_restored_over(settings, elsewhere, monkeypatch):
    monkeypatch.setattr(bot.backup, "is_ready", lambda settings: True)
    with pytest.raises(Failed, match=r"Found the bot running on port 5005\. Expected it stopped"):
        restore(elsewhere, archive_of(settings))
    assert words(elsewhere) == ["van eerder"]


def tar_of(**members):
    to = io.BytesIO()
    with tarfile.open(fileobj=to, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return to.getvalue()


MARK = {bot.backup.MARK: b"1\n"}


@pytest.mark.parametrize(("archive", "told"), [
    (b"geen tar", "can't be read to its end"), (tar_of(**{"state/web.db": b""}), "Found 'state/web.db' in the archive"),
    (tar_of(**MARK, **{"../web.db": b""}), r"Found '\.\./web\.db'"),
    (tar_of(**MARK, **{"/etc/passwd": b""}), "Found '/etc/passwd'"),
    (tar_of(**MARK, **{"state/logs/x": b""}), "Found 'state/logs/x'"),
    (tar_of(**MARK, **{"state/web.db": b"kapot" * 500}), "Found web.db damaged in the archive"),
], ids=["no archive", "no mark", "up", "root", "other folder", "damaged"])
def test_another_archive_is_refused_and_nothing_is_touched(elsewhere, settings, archive, told):
    with pytest.raises(Failed, match=told):
        restore(elsewhere, io.BytesIO(archive))
    assert words(elsewhere) == ["van eerder"]


def test_an_archive_that_was_cut_short_is_refused(settings, elsewhere):
    whole = archive_of(settings).getvalue()
    with pytest.raises(Failed, match="can't be read to its end"):
        restore(elsewhere, io.BytesIO(whole[:len(whole) // 2]))
    assert words(elsewhere) == ["van eerder"]


def test_the_command_saves_for_its_owner_alone_and_overwrites_nothing(settings, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bot.backup, "read_settings", lambda: replace(settings))
    to = tmp_path / "reserve.tar.gz"
    assert [main([str(to)]), main([str(to)])] == [0, 1]
    assert to.stat().st_mode & 0o777 == 0o600
    told = capsys.readouterr().err.splitlines()
    assert told == ["Saved: state/web.db, state/secret, state/files, local.",
                    f"Found {to}. Expected a name that is free. Choose another, such as one with the date."]
