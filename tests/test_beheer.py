"""docs/beheer.md says what is so: its commands, files, settings and counts exist, and a restored PostgreSQL has every row."""

import importlib.util
import re
import subprocess

import pytest

from bot.settings import ROOT
from tests import stores

TEXT = (ROOT / "docs" / "beheer.md").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for folder in ("actions", "bot", "journal", "knowledge")
                 for path in (ROOT / folder).rglob("*.py"))
WRITTEN_BY_HAND = {"deploy/raadwijzer.env", "deploy/secrets/RAADWIJZER_SECRET", "deploy/secrets/RAADWIJZER_ACTIONS_SECRET",
                   "deploy/secrets/RAADWIJZER_", "deploy/secrets/POSTGRES_PASSWORD"}


def test_every_command_of_ours_is_there():
    modules = set(re.findall(r"python -m ([\w.]+)", TEXT))
    assert modules >= {"knowledge", "bot.backup", "tests.audit"}
    assert [module for module in modules if importlib.util.find_spec(module) is None] == []
    targets = set(re.findall(r"\bmake (\w+)", TEXT))
    assert [target for target in targets if f"\n{target}:" not in (ROOT / "Makefile").read_text(encoding="utf-8")] == []


def test_every_file_and_link_is_there():
    files = set(re.findall(r"\bdeploy/[\w./]+\w|\bdeploy/secrets/RAADWIJZER_", TEXT)) - WRITTEN_BY_HAND
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", TEXT) if "://" not in link}
    assert files and links
    assert [file for file in files if not (ROOT / file).exists()] == []
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


def test_every_setting_and_count_is_known():
    settings = set(re.findall(r"RAADWIJZER_[A-Z_]*[A-Z]", TEXT))
    counts = {name.removesuffix("_total") for name in re.findall(r"`(raadwijzer_\w+)`", TEXT)}
    assert len(settings) > 8 and len(counts) > 4
    serve = CODE + (ROOT / "bot" / "channels" / "settings.py").read_text(encoding="utf-8")
    assert [name for name in settings if name not in serve and not name.startswith("RAADWIJZER_LIMIT_")] == []
    assert [name for name in counts if f'"{name}"' not in CODE] == []


def test_every_service_and_volume_is_that_of_compose():
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    services = set(re.findall(r"docker compose (?:exec|stop|run|logs)(?: --?[\w-]+| -T)* (\w+)", TEXT))
    assert services == {"actions", "rasa", "postgres"}
    assert [name for name in services if f"\n  {name}:\n" not in compose] == []


@pytest.fixture
def postgres():
    """A PostgreSQL with a database as compose.yaml makes it, and a row in it."""
    if stores.missing():
        pytest.skip(f"Found no {' and no '.join(stores.missing())}. {stores.ADVICE}")
    store = stores.Postgres()
    try:
        store.start()
        run(store, "psql", "--dbname=postgres", "--command=CREATE DATABASE raadwijzer")
        run(store, "psql", "--dbname=raadwijzer", "--command=CREATE TABLE events (said text)")
        run(store, "psql", "--dbname=raadwijzer", "--command=INSERT INTO events VALUES ('wat is een motie?')")
        yield store
    finally:
        store.remove()


def run(store, name, *arguments, **given):
    """A program of PostgreSQL against a store, as its user."""
    return subprocess.run([stores.program(name), "--host=127.0.0.1", f"--port={store.port}", "--username=raadwijzer", *arguments],
                          check=True, capture_output=True, **given).stdout


def words_of(program):
    """What the page says after a program of PostgreSQL, but for the user."""
    (line,) = re.findall(rf"postgres {program} (.+?) [<>] ", TEXT)
    return [word for word in line.split() if word != "--username=raadwijzer"]


def test_a_dump_as_the_page_makes_it_restores_what_was_said(postgres):
    dump = run(postgres, "pg_dump", *words_of("pg_dump"))
    run(postgres, "psql", "--dbname=raadwijzer", "--command=DELETE FROM events")
    run(postgres, "pg_restore", *words_of("pg_restore"), input=dump)
    assert run(postgres, "psql", "--dbname=raadwijzer", "--tuples-only", "--no-align",
               "--command=SELECT said FROM events").decode() == "wat is een motie?\n"
