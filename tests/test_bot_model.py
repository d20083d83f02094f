"""Which model may be loaded: the one that our training wrote down, and where the settings pin one, that one alone."""

import hashlib
import re

import pytest

from bot import model as module
from bot.model import Foreign, check_model, keep_record, main
from bot.settings import ROOT

BYTES = b"a model" * 400_000  # more than one block
HASH = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def model(tmp_path):
    """A model as training leaves it."""
    path = tmp_path / "raadwijzer.tar.gz"
    path.write_bytes(BYTES)
    keep_record(path)
    return path


def test_the_model_that_was_trained_passes(model):
    assert check_model(model) == check_model(model, HASH) == check_model(model, HASH.upper()) == HASH


@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b + b"\0", lambda b: b[:9] + b"!" + b[10:], lambda b: b""])
def test_a_model_that_was_changed_is_refused(model, change):
    model.write_bytes(change(BYTES))
    with pytest.raises(Foreign, match=rf"Found a model with hash .*Expected {HASH[:16]}….*delete it and run: make model"):
        check_model(model)


@pytest.mark.parametrize("record", [None, "", "x", HASH[:-1], "\udcff"])
def test_a_model_whose_record_lacks_or_says_nothing_is_refused(model, record):
    path = model.with_suffix(".sha256")
    path.unlink() if record is None else path.write_text(record, errors="surrogateescape")
    with pytest.raises(Foreign, match="make model"):
        check_model(model)


def test_a_pin_counts_even_when_the_record_agrees_with_the_model(model):
    with pytest.raises(Foreign, match="as RAADWIJZER_MODEL_SHA256 says"):
        check_model(model, hashlib.sha256(b"another").hexdigest())


def test_the_command_prints_the_hash_or_says_what_to_do(model, monkeypatch, capsys):
    monkeypatch.delenv("RAADWIJZER_MODEL_SHA256", raising=False)
    monkeypatch.setattr(module, "MODEL", model)
    assert (main(), capsys.readouterr().out.strip()) == (0, HASH)
    monkeypatch.setenv("RAADWIJZER_MODEL_SHA256", "0" * 64)
    assert (main(), "RAADWIJZER_MODEL_SHA256" in capsys.readouterr().err) == (1, True)
    monkeypatch.setattr(module, "MODEL", model.with_name("weg"))
    assert (main(), "Run: make model" in capsys.readouterr().err) == (1, True)


def test_no_code_of_ours_reads_or_writes_a_pickle():
    pickles = re.compile(r"\b(?:import|from) (?:pickle|dill|joblib|shelve|marshal|cloudpickle)\b"
                         r"|allow_pickle=True|weights_only=False|trust_remote_code=True|yaml\.(?:unsafe_)?load\(")
    code = [path for folder in ("actions", "bot", "journal", "knowledge", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert len(code) > 100
    assert [path.name for path in code if path.name != "test_bot_model.py" and pickles.search(path.read_text("utf-8"))] == []
