"""Both servers as their containers run them: another user, no rights, read-only code, no home; and they answer."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.client import Bot, free_port
from tests.sandbox import USER, Sandbox, missing

SECRETS = {"RAADWIJZER_SECRET": "een-geheim-van-een-test-met-genoeg-tekens",
           "RAADWIJZER_ACTIONS_SECRET": "nog-een-geheim-van-een-test"}
PLACES = "/app /app/bot /usr /etc /state /tmp"
WRITE = ["sh", "-c", f"for place in {PLACES}; do touch $place/proef 2>/dev/null && echo $place; done; id -u"]


@pytest.fixture(scope="module")
def containers():
    """Both servers, running; with the folder of everything that they wrote."""
    if why := missing():
        pytest.skip(f"No sandbox here: {why}.")
    place = Path(tempfile.mkdtemp(prefix="raadwijzer-sandbox-", dir="/tmp"))
    place.chmod(0o755)
    port, actions_port = free_port(), free_port()
    told = {"PORT": str(port), "ACTIONS_PORT": str(actions_port), "RAADWIJZER_INTERFACE": "127.0.0.1",
            "RAADWIJZER_ACTIONS_INTERFACE": "127.0.0.1", "HOME": "", "RAADWIJZER_ACTIONS_URL": f"http://127.0.0.1:{actions_port}"}
    secrets = place / "secrets"
    secrets.mkdir()
    for name, value in SECRETS.items():
        (secrets / name).write_text(value)
    volumes = {"state": place / "state", "state/files": place / "files", "run/secrets": secrets}
    own = {**volumes, "state": place / "none", "local": place / "local"}
    made = {"actions": Sandbox("actions", place / "actions", own, told),
            "rasa": Sandbox("rasa", place / "rasa", volumes, told)}
    (place / "state" / "files").mkdir(parents=True)
    (place / "none" / "files").mkdir(parents=True)
    running = [one.make().start(one.stage.command("CMD"), place / f"{name}.log") for name, one in made.items()]
    try:
        yield made, place, Bot(f"http://127.0.0.1:{port}/chat/")
    finally:
        for process in running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        shutil.rmtree(place, ignore_errors=True)


def log_of(place, name):
    return (place / f"{name}.log").read_text()[-3000:]


@pytest.mark.parametrize("name", ["actions", "rasa"])
def test_the_images_own_health_check_passes(containers, name):
    made, place, _ = containers
    assert made[name].healthy(place / "health.log"), log_of(place, name)


def test_a_question_is_answered(containers):
    _, place, bot = containers
    talk = bot.talk().say("wat is een motie?")
    assert (talk.answer["kind"], talk.answer["topic"]) == ("answer", "motie"), log_of(place, "rasa")
    assert '"server": "rasa"' in log_of(place, "rasa") and "een motie" not in log_of(place, "rasa")


def test_a_file_that_the_one_hands_out_is_served_and_forgotten_by_the_other(containers):
    _, place, bot = containers
    talk = bot.talk().say("mijn uren invullen").say("vergaderen 8, lezen 6, fractie 4, overig 2")
    for said in ("klaar", "overslaan"):
        if not any(message.get("file") for message in talk.messages):
            talk.say(said)
    found = [message["file"]["url"] for message in talk.messages if message.get("file")]
    assert found, talk.transcript
    assert bot.call("GET", found[0].removeprefix("/chat/")).status == 200
    assert len(list((place / "files").glob("*/*/*"))) >= 1
    assert bot.call("DELETE", "session", token=talk.token).status == 204
    assert list((place / "files").glob("*/*/*")) == []


@pytest.mark.parametrize("name", ["actions", "rasa"])
def test_nothing_but_the_volumes_and_tmp_can_be_written(containers, name, tmp_path):
    made, place, _ = containers
    assert made[name].run(WRITE, place / f"write-{name}.txt") == 0
    assert (place / f"write-{name}.txt").read_text().split() == ["/state", "/tmp", str(USER)]


def test_a_document_is_added_in_the_container(containers):
    made, place, _ = containers
    shutil.copyfile(ROOT / "tests" / "data" / "reglement.md", place / "local" / "reglement.md")
    command = [".venv/bin/python", "-m", "knowledge", "add", "/local/reglement.md"]
    assert made["actions"].run(command, place / "add.log") == 0, (place / "add.log").read_text()
    assert made["actions"].run([".venv/bin/python", "-m", "knowledge", "list"], place / "list.txt") == 0
    assert "reglement" in (place / "list.txt").read_text()
