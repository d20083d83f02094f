"""Only the model that our own training wrote is loaded: its record stands beside it, and a start checks the one by the other.

A model holds pickles, and loading a pickle runs what is in it. The record protects against a model that was mixed up, cut short,
or put there from elsewhere. Who may write into the folder can write the record too: against that, RAADWIJZER_MODEL_SHA256 pins
the hash in the settings of the server. `python -m bot.model` checks, and prints the hash.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from bot.settings import ROOT, read_model_pin

MODEL = ROOT / ".models" / "raadwijzer.tar.gz"


class Foreign(ValueError):
    """A model that our training did not write: what was found, what was expected, what to do."""


def record_of(model: Path) -> Path:
    """Where the record of a model stands."""
    return model.with_suffix(".sha256")


def hash_of(model: Path) -> str:
    """The SHA-256 of a model, in 64 hexadecimal digits."""
    with model.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def keep_record(model: Path) -> None:
    """Write down which model our training has just put in its place."""
    record_of(model).write_text(hash_of(model) + "\n", encoding="ascii")


def check_model(model: Path, pin: str = "") -> str:
    """The hash of a model that is ours; Foreign when it is another than its record says, or than `pin` where one is given."""
    record = record_of(model)
    if not record.exists():
        raise Foreign(f"Found a model without a record of its training. Expected {record.name} beside it, which our training "
                      "writes. Run: make model")
    found, expected = hash_of(model), record.read_text(encoding="ascii", errors="replace").strip()
    if found != expected:
        raise Foreign(f"Found a model with hash {found[:16]}…. Expected {expected[:16]}…, which our training wrote down. "
                      "It was changed or replaced since: delete it and run: make model")
    if pin and found != pin.lower():
        raise Foreign(f"Found a model with hash {found[:16]}…. Expected {pin[:16]}…, as RAADWIJZER_MODEL_SHA256 says. "
                      "Put the right model there, or set what '.venv/bin/python -m bot.model' prints")
    return found


def main() -> int:
    """Print the hash of the model that is ours; 1 with one message when it is not."""
    try:
        print(check_model(MODEL, read_model_pin()))
    except FileNotFoundError:
        print("Found no trained model. Expected one in .models. Run: make model", file=sys.stderr)
        return 1
    except Foreign as foreign:
        print(f"{foreign}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
