"""One server in the foreground: what it becomes, where its secrets come from, and what stops it at once."""

import os

import pytest

import bot.container
from bot.container import main, read_secrets
from bot.serve import command_of
from bot.settings import ROOT, read_settings

SECRET = "een-geheim-van-meer-dan-16"


@pytest.fixture
def becomes(tmp_path, monkeypatch):
    """What the process would become: its command and its environment."""
    became = []
    monkeypatch.setattr(os, "environ", os.environ.copy())
    os.environ.update({"RAADWIJZER_STATE": str(tmp_path / "state"), "TMPDIR": str(tmp_path)})
    os.environ.pop("RAADWIJZER_ACTIONS_SECRET", None)
    monkeypatch.setattr(bot.container, "SECRETS", tmp_path / "secrets")
    monkeypatch.setattr(bot.container.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "execve", lambda *given: became.append(given))
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "RAADWIJZER_ACTIONS_SECRET").write_text(SECRET + "\n")
    yield became
    os.chdir(ROOT)


def test_the_action_server_gets_its_secret_from_a_file_and_no_platforms_token(becomes, tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, "RAADWIJZER_SLACK_TOKEN", "xoxb-1")
    main(["actions"])
    ((program, command, given),) = becomes
    assert (program, command) == (command[0], command_of("actions", read_settings()))
    assert (given["RAADWIJZER_ACTIONS_SECRET"], given["RAADWIJZER_LOG"]) == (SECRET, "json")
    assert given["PROMETHEUS_MULTIPROC_DIR"] == str(tmp_path / "counts" / "actions")
    assert "RAADWIJZER_SLACK_TOKEN" not in given


def test_only_files_that_are_named_as_a_setting_are_secrets(tmp_path):
    for name, text in {"RAADWIJZER_SECRET": "a\n", "LD_PRELOAD": "b"}.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "RAADWIJZER_FOLDER").mkdir()
    assert read_secrets(tmp_path) == {"RAADWIJZER_SECRET": "a"}
    assert read_secrets(tmp_path / "weg") == {}


def test_without_the_secret_nothing_starts(becomes, tmp_path, capsys):
    (tmp_path / "secrets" / "RAADWIJZER_ACTIONS_SECRET").write_text("kort")
    assert main(["actions"]) == 1
    assert capsys.readouterr().err.startswith("Found no RAADWIJZER_ACTIONS_SECRET of 16 characters or more. Expected the same")
    assert becomes == []


def test_without_a_model_rasa_does_not_start(becomes, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bot.container, "MODEL", tmp_path / "weg.tar.gz")
    assert main(["rasa"]) == 1
    assert "Expected one in .models. Build the image again" in capsys.readouterr().err
    assert becomes == []


@pytest.mark.parametrize("names", [[], ["web"], ["rasa", "actions"]])
def test_another_name_says_what_to_run(names, capsys):
    assert main(names) == 1
    assert "Expected one of actions, rasa. Run: python -m bot.container rasa" in capsys.readouterr().err
