"""Training when something changed: what the stamp stands for, and that a failure leaves the old model in place."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot import train
from bot.model import check_model

HERE = train.ROOT  # the fixture below puts another in its place


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of one input, with a fake Rasa; `project.during` is what happens while it trains."""
    (tmp_path / "config.yml").write_text("language: nl\n", encoding="utf-8")
    for name, value in {"ROOT": tmp_path, "MODEL": tmp_path / ".models" / "raadwijzer.tar.gz",
                        "STAMP": tmp_path / ".models" / "raadwijzer.tar.inputs"}.items():
        monkeypatch.setattr(train, name, value)
    monkeypatch.setattr(train, "python_of", lambda name: name)
    return FakeRasa(tmp_path, monkeypatch)


class FakeRasa:
    """Stands in for `rasa train`."""

    def __init__(self, root, monkeypatch):
        self.root, self.trained, self.during, self.code = root, 0, lambda: None, 0
        monkeypatch.setattr(train.subprocess, "run", self.run)

    def run(self, command, **_):
        self.trained += 1
        self.during()
        if not self.code:
            (Path(command[command.index("--out") + 1]) / train.MODEL.name).write_text(f"model {self.trained}")
        return subprocess.CompletedProcess(command, self.code, stdout="eerst\nKapot: geen verhaal\n")

    def change(self, name="config.yml", text="language: en\n"):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_what_has_not_changed_is_not_trained_again(project, capsys):
    assert (train.main(), train.main()) == (0, 0)
    assert project.trained == 1
    assert "up to date" in capsys.readouterr().out


def test_the_stamp_holds_the_inputs_as_they_were_when_training_began(project):
    before = train.inputs_hash()
    project.during = project.change
    assert train.main() == 0
    assert train.STAMP.read_text(encoding="utf-8") == before != train.inputs_hash()


def test_what_changed_while_training_is_trained_the_next_time(project):
    project.during = project.change
    train.main()
    project.during = lambda: None
    assert (train.main(), train.main()) == (0, 0)
    assert project.trained == 2
    assert train.MODEL.read_text() == "model 2"


@pytest.mark.parametrize("name", [
    "domain.yml", "data/nlu/groet.yml", "knowledge/questions/motie.yml", "knowledge/questions/silent/overig.yml", "knowledge/questions/drafting/inhoud.yml",
    "knowledge/facts/gemeenten.csv", "knowledge/facts/gemeente_alias.csv", "knowledge/encoder/tokenizer.json",
    "knowledge/encoder/model.safetensors", "bot/components/fuzzy_lookup.py", "bot/importers.py", "requirements/bot.txt",
])
def test_a_change_in_what_the_model_is_made_of_trains_it_again(project, name):
    train.main()
    project.change(name)
    train.main()
    assert project.trained == 2


@pytest.mark.parametrize("name", ["README.md", "knowledge/questions/held_out/motie.yml", "knowledge/questions/drafting/vraag.yml",
                                  "knowledge/facts/words.yml"])
def test_what_the_model_does_not_read_trains_nothing(project, name):
    train.main()
    project.change(name)
    train.main()
    assert project.trained == 1


def test_a_model_that_was_replaced_or_has_no_record_is_trained_again(project):
    train.main()
    train.MODEL.write_text("a stranger's model")
    train.main()
    assert (project.trained, train.MODEL.read_text()) == (2, "model 2")
    train.MODEL.with_suffix(".sha256").unlink()
    train.main()
    assert (project.trained, is_recorded(train.MODEL)) == (3, True)


def is_recorded(model):
    return check_model(model) == hashlib.sha256(b"model 3").hexdigest()


def test_a_failed_training_keeps_the_old_model_and_says_why(project, capsys):
    train.main()
    project.change()
    project.code = 1
    assert train.main() == 1
    assert "Kapot: geen verhaal" in capsys.readouterr().err
    assert train.MODEL.read_text() == "model 1"
    project.code = 0
    assert (train.main(), train.MODEL.read_text()) == (0, "model 3")


STOPPED = """
import subprocess, sys
from pathlib import Path
from bot import train
train.MODEL = Path(sys.argv[1]) / "raadwijzer.tar.gz"
train.STAMP = train.MODEL.with_suffix(".inputs")
def train_into(folder):
    (folder / "half").write_text("x")
    print("begun", flush=True)
    subprocess.run([sys.executable, "-c", f"import os, time; open({sys.argv[1]!r} + '.pid', 'w').write(str(os.getpid())); time.sleep(60)"])
train.train_into = train_into
train.stop_cleanly()
sys.exit(train.main())
"""


def test_who_stops_training_leaves_nothing_half_made_and_nothing_running(tmp_path):
    models = tmp_path / "models"
    with subprocess.Popen([sys.executable, "-c", STOPPED, str(models)], cwd=HERE, stdout=subprocess.PIPE, text=True) as training:
        while training.stdout.readline().strip() != "begun":
            assert training.poll() is None
        pid = Path(f"{models}.pid")
        while not pid.exists() or not pid.read_text():
            time.sleep(0.05)
        training.terminate()
        assert training.wait(20) == 128 + signal.SIGTERM
    assert list(models.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
