"""Training the Rasa model when what it is made of has changed: `python -m bot.train`."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.model import MODEL, Foreign, check_model, keep_record
from bot.serve import Failed, environment, python_of
from bot.settings import ROOT, read_settings

INPUTS = ("config.yml", "domain.yml", "data/**/*.yml", "knowledge/questions/*.yml", "knowledge/questions/silent/*.yml",
          "knowledge/questions/follow_up/*.yml", "knowledge/questions/harmless/*.yml",
          "knowledge/questions/drafting/inhoud.yml",
          "knowledge/facts/gemeente*.csv", "knowledge/encoder/*.json", "knowledge/encoder/*.safetensors",
          "bot/components/*.py", "bot/components/*.yml", "bot/importers.py",
          "requirements/bot.txt")
STAMP = MODEL.with_suffix(".inputs")


def inputs_hash() -> str:
    """Hash of every file that the model is made of."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in INPUTS for path in ROOT.glob(pattern)}):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    spacy_models = sorted(p.name for p in (ROOT / ".venv-rasa").glob("lib/*/site-packages/nl_core_news_sm-*"))
    return digest.hexdigest() + " ".join(spacy_models)


def train() -> None:
    """Train into a temporary folder and put the model in its place when it is whole; Failed with Rasa's last lines."""
    # What changes while it trains is not in the model: the hash is that of the files as they were read.
    started, made_of = time.monotonic(), inputs_hash()
    print("Training the Rasa model, five to ten minutes …", flush=True)
    MODEL.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=MODEL.parent) as folder:
        shutil.move(str(train_into(Path(folder))), MODEL)
        keep_record(MODEL)
    STAMP.write_text(made_of, encoding="utf-8")
    print(f"Trained in {time.monotonic() - started:.0f} s.", flush=True)


def train_into(folder: Path, *more: str) -> Path:
    """Train a model in `folder`; `more`: other arguments of `rasa train`. Failed with Rasa's last lines."""
    done = subprocess.run(
        [python_of(".venv-rasa"), "-m", "bot.training", "train", "--out", str(folder), "--fixed-model-name", "raadwijzer",
         "--endpoints", "endpoints.yml", *more],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(read_settings()))
    made = folder / MODEL.name
    if done.returncode or not made.exists():
        raise Failed("Training failed. Its last lines:\n  " + "\n  ".join(done.stdout.strip().splitlines()[-12:]))
    return made


def is_ours() -> bool:
    """Whether the model is the one that was trained here; another one, or one without a record, is trained anew."""
    try:
        check_model(MODEL)
    except Foreign:
        return False
    return True


def stop_cleanly() -> None:
    """On SIGTERM leave as on Ctrl-C: nothing half-made stays behind, and no training goes on."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def main() -> int:
    """Train if needed; 1 with one message when that failed."""
    if MODEL.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == inputs_hash() and is_ours():
        print("The Rasa model is up to date.")
        return 0
    try:
        train()
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    stop_cleanly()
    sys.exit(main())
