"""docs/vulnerabilities.md: it names what is pinned, and each of its reasons still holds."""

import json
import re
import tarfile

import pytest
import yaml

from bot.settings import ROOT
from tests.audit import ADVISORY, LIST, ROW, listed, unlisted

TEXT = LIST.read_text(encoding="utf-8")
BOT, KNOWLEDGE = TEXT.split("## The other runtime")
NEURAL = {"DIETClassifier", "TEDPolicy", "UnexpecTEDIntentPolicy", "ResponseSelector", "LanguageModelFeaturizer",
          "ConveRTFeaturizer"}
CODE = [path for folder in ("actions", "bot", "journal", "knowledge") for path in sorted((ROOT / folder).rglob("*.py"))
        if "training" not in path.parts]  # that runs on a developer's machine, on what it wrote itself


def pins(file):
    lines = (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines()
    found = {}
    for line in lines:
        package, version = re.match(r"([\w.-]+)==(\S+)", line).groups()
        found.setdefault(package, set()).add(version)
    return found


@pytest.mark.parametrize(("text", "file"), [(BOT, "bot.txt"), (KNOWLEDGE, "knowledge.txt")], ids=["bot", "knowledge"])
def test_the_list_names_the_versions_that_are_pinned(text, file):
    rows, pinned = ROW.findall(text), pins(file)
    assert rows
    assert [(package, version, pinned.get(package)) for package, version, _ in rows
            if version not in pinned.get(package, ())] == []


def test_every_row_names_an_advisory():
    rows = ROW.findall(TEXT)
    assert len(rows) > 20
    assert [row for row in rows if not ADVISORY.search(row[2])] == []


def test_the_pipeline_has_no_neural_network():
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    names = {part["name"].split(".")[-1] for part in [*config["pipeline"], *config["policies"]]}
    assert "DutchSpacy" in names or len(names) > 5
    assert names & NEURAL == set()


def test_the_trained_model_holds_nothing_of_tensorflow():
    with tarfile.open(ROOT / ".models" / "raadwijzer.tar.gz") as model:
        names = model.getnames()
    assert any("components" in name for name in names)
    foreign = re.compile(r"\.(h5|hdf5|keras|pb|pkl|pickle|joblib|tf_model|index|data-\d+.*)$|saved_model|checkpoint")
    assert [name for name in names if foreign.search(name)] == []


@pytest.mark.parametrize("never", [
    r"aiohttp\.web|from aiohttp import web", r"\.static\(", r"enable.api", r"(?:import|from) (?:keras|tensorflow)\b",
    r"CookieJar", r"\bpickle\.loads?\(", r"torch\.load\("])
def test_our_code_never_takes_the_roads_that_the_list_calls_closed(never):
    assert [str(path.relative_to(ROOT)) for path in CODE if re.search(never, path.read_text(encoding="utf-8"))] == []


def test_telemetry_is_off_and_conversations_stand_in_sql():
    assert '"RASA_TELEMETRY_ENABLED": "false"' in (ROOT / "bot" / "serve.py").read_text(encoding="utf-8")
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    assert endpoints["tracker_store"]["type"] == "bot.tracker_store.ForgettingTrackerStore"
    assert {"models", "event_broker"} & set(endpoints) == set()


def report(name, *found):
    """What pip-audit says, in its JSON."""
    return json.loads(json.dumps({"dependencies": [{"name": name, "version": "1", "vulns": [
        {"id": one, "aliases": list(aliases)} for one, *aliases in found]}, {"name": "skipped", "skip_reason": "…"}]}))


@pytest.mark.parametrize(("found", "missing"), [
    ([("GHSA-8495-4g3g-x7pr", "CVE-2024-52304")], []), ([("PYSEC-2026-1", "CVE-2024-52304")], []), ([], []),
    ([("CVE-2099-1", "GHSA-aaaa-bbbb-cccc")], ["aiohttp 1: CVE-2099-1, GHSA-aaaa-bbbb-cccc"])])
def test_a_finding_that_is_not_on_the_list_is_named(found, missing):
    assert unlisted(report("aiohttp", *found), listed(TEXT)) == missing


def test_a_finding_counts_for_its_own_package():
    assert unlisted(report("sanic", ("CVE-2024-52304",)), listed(TEXT)) == ["sanic 1: CVE-2024-52304"]
