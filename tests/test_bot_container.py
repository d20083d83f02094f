"""One server in the foreground: what it runs, where its secrets come from, and what stops it at once."""

import os
import signal
import time

import pytest

import bot.container
from bot.container import main, read_secrets
from bot.serve import python_of

SECRET = "een-geheim-van-meer-dan-16"


@pytest.fixture
def begun(tmp_path, monkeypatch):
    """The servers that the container would run."""
    begun = []
    monkeypatch.setattr(os, "environ", os.environ.copy())
    os.environ.update({"RAADWIJZER_STATE": str(tmp_path / "state"), "TMPDIR": str(tmp_path)})
    os.environ.pop("RAADWIJZER_ACTIONS_SECRET", None)
    monkeypatch.setattr(bot.container, "SECRETS", tmp_path / "secrets")
    monkeypatch.setattr(bot.container.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(bot.container, "begin", lambda servers: begun.extend(servers) or {})
    monkeypatch.setattr(bot.container, "watch", lambda servers, running: os.kill(os.getpid(), signal.SIGTERM) or time.sleep(5))
    kept = signal.getsignal(signal.SIGTERM)
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "RAADWIJZER_ACTIONS_SECRET").write_text(SECRET + "\n")
    yield begun
    signal.signal(signal.SIGTERM, kept)
    for server in begun:
        server.listening.close()


def test_the_action_server_gets_its_secret_from_a_file_and_no_platforms_token(begun, tmp_path, monkeypatch):
    for name, value in {"RAADWIJZER_SLACK_TOKEN": "xoxb-1", "RAADWIJZER_ACTION_WORKERS": "2", "ACTIONS_PORT": "0"}.items():
        monkeypatch.setitem(os.environ, name, value)
    assert main(["actions"]) == 0
    assert [(server.name, server.log) for server in begun] == [("actions", None), ("actions-2", None)]
    assert begun[0].command[:3] == (python_of(".venv"), "-m", "actions")
    given = begun[0].environment
    assert (given["RAADWIJZER_ACTIONS_SECRET"], given["RAADWIJZER_LOG"]) == (SECRET, "json")
    assert given["PROMETHEUS_MULTIPROC_DIR"] == str(tmp_path / "counts" / "actions")
    assert "RAADWIJZER_SLACK_TOKEN" not in given


def test_only_files_that_are_named_as_a_setting_are_secrets(tmp_path):
    for name, text in {"RAADWIJZER_SECRET": "a\n", "LD_PRELOAD": "b"}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "RAADWIJZER_FOLDER").mkdir()
    assert read_secrets(tmp_path) == {"RAADWIJZER_SECRET": "a"}
    assert read_secrets(tmp_path / "weg") == {}


def test_without_the_secret_nothing_starts(begun, tmp_path, capsys):
    (tmp_path / "secrets" / "RAADWIJZER_ACTIONS_SECRET").write_text("kort")
    assert main(["actions"]) == 1
    assert capsys.readouterr().err.startswith("Found no RAADWIJZER_ACTIONS_SECRET of 16 characters or more. Expected the same")
    assert begun == []


def test_without_a_model_rasa_does_not_start(begun, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bot.container, "MODEL", tmp_path / "weg.tar.gz")
    assert main(["rasa"]) == 1
    assert "Expected one in .models. Build the image again" in capsys.readouterr().err
    assert begun == []


@pytest.mark.parametrize("names", [[], ["web"], ["rasa", "actions"]])
def test_another_name_says_what_to_run(names, capsys):
    assert main(names) == 1
    assert "Expected one of actions, rasa. Run: python -m bot.container rasa" in capsys.readouterr().err
