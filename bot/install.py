"""Setting up the two runtimes: `.venv` (actions, knowledge, tests) and `.venv-rasa` (Rasa), side by side, with uv.

Runs under any Python 3.11 or newer and needs nothing but the standard library. What is up to date is left alone. Images of
containers need one half each: `python -m bot.install actions` makes a `.venv` with the same pins but only what serves, and
`python -m bot.install rasa` the other, also under Python 3.10.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.failed import Failed
from bot.settings import ROOT

UV = "uv==0.13.9"
TORCH = "2.13.0"
VENV, VENV_RASA = ROOT / ".venv", ROOT / ".venv-rasa"
SPACY_MODEL = ("https://github.com/explosion/spacy-models/releases/download/nl_core_news_sm-3.7.0/"
               "nl_core_news_sm-3.7.0-py3-none-any.whl")
STARTED = time.monotonic()


def say(text: str) -> None:
    """One line of progress, with the seconds since the start."""
    sys.stdout.write(f"[{time.monotonic() - STARTED:5.1f} s] {text}\n")  # one write: two threads must not share a line
    sys.stdout.flush()


def stamp_of(requirements: Path) -> str:
    """What a runtime was set up from: its pins and this file."""
    return hashlib.sha256(requirements.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def is_current(runtime: Path, requirements: Path) -> bool:
    """Whether a runtime is there and was set up from these pins."""
    stamp = runtime / "raadwijzer-stamp"
    return stamp.exists() and stamp.read_text() == stamp_of(requirements) and (runtime / "bin" / "python").exists()


def keep_stamp(runtime: Path, requirements: Path) -> None:
    """Mark a runtime as set up: the last step, so that an interrupted set-up is done again."""
    (runtime / "raadwijzer-stamp").write_text(stamp_of(requirements))


def find_links() -> str:
    """The folder of wheels that the user's own pip is set to use, or an empty string."""
    given = os.environ.get("UV_FIND_LINKS") or os.environ.get("PIP_FIND_LINKS") or ""
    if not given:
        asked = subprocess.run([sys.executable, "-m", "pip", "config", "get", "global.find-links"],
                               capture_output=True, text=True)
        given = asked.stdout.strip() if asked.returncode == 0 else ""
    return ",".join(given.split())


def uv(*arguments: str, **extra: str) -> subprocess.CompletedProcess:
    """Run uv quietly; its output is kept for the message of a failure."""
    return subprocess.run([str(VENV / "bin" / "uv"), *arguments], cwd=ROOT, text=True, capture_output=True,
                          env=os.environ | {"UV_FIND_LINKS": find_links(), "VIRTUAL_ENV": "", **extra})


def must(done: subprocess.CompletedProcess, what: str, hint: str) -> None:
    """Failed when a command did not work, with the end of what it said."""
    if done.returncode:
        said = [line for line in (done.stderr or done.stdout or "").strip().splitlines() if not line.startswith("WARN")]
        raise Failed(f"{what} failed.\n  " + "\n  ".join(said[-6:]) + f"\n{hint}")


def make_uv() -> None:
    """Create `.venv` with uv in it."""
    if (VENV / "bin" / "uv").exists():
        return
    say(f"creating .venv with Python {sys.version.split()[0]}")
    shutil.rmtree(VENV, ignore_errors=True)
    must(subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True),
         "Creating .venv", "On Debian or Ubuntu: apt-get install python3-venv. Then run again.")
    must(subprocess.run([str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", UV], capture_output=True,
                        text=True), f"Installing {UV}", "Check the network, then run again: nothing is lost.")


def install_torch(python: str) -> None:
    """PyTorch without CUDA: from the user's own wheels, else uv's CPU build, else the plain package."""
    attempts = [("the CPU build from pip's find-links", [f"torch=={TORCH}+cpu"])] if find_links() else []
    attempts += [("uv's CPU build", [f"torch=={TORCH}", "--torch-backend", "cpu"]), ("the plain package", [f"torch=={TORCH}"])]
    for name, wanted in attempts:
        done = uv("pip", "install", "--python", python, *wanted, UV_HTTP_TIMEOUT="20", UV_HTTP_RETRIES="1")
        if done.returncode == 0:
            say(f".venv: PyTorch {TORCH}, {name}")
            return
    must(done, f"Installing torch {TORCH}", "Check the network, then run again: nothing is lost.")


def make_actions_runtime() -> None:
    """Fill `.venv` with what the action server needs, of the pins that everything has."""
    python, folder = str(VENV / "bin" / "python"), ROOT / "requirements"
    must(uv("pip", "install", "--python", python, "--requirement", str(folder / "actions.in"), "--constraint",
            str(folder / "knowledge.txt")), "Installing into .venv", "Check the network, then run again: nothing is lost.")
    say(".venv: done, for the action server alone")


def make_knowledge_runtime() -> None:
    """Fill `.venv`."""
    requirements = ROOT / "requirements" / "knowledge.txt"
    if is_current(VENV, requirements):
        return
    python = str(VENV / "bin" / "python")
    say(".venv: installing the action server, retrieval and tests")
    install_torch(python)
    must(uv("pip", "install", "--python", python, "--requirement", str(requirements)), "Installing into .venv",
         "Check the network, then run again: nothing is lost.")
    keep_stamp(VENV, requirements)
    say(".venv: done")


def make_rasa_runtime() -> None:
    """Create and fill `.venv-rasa` with Python 3.10, the newest that Rasa takes."""
    requirements = ROOT / "requirements" / "bot.txt"
    if is_current(VENV_RASA, requirements):
        return
    say(".venv-rasa: creating it with Python 3.10, and installing Rasa")
    must(uv("venv", "--quiet", "--clear", "--python", "3.10", str(VENV_RASA), UV_HTTP_TIMEOUT="60"),
         "Finding Python 3.10 for Rasa", "Expected Python 3.10 on this machine, or a download of it by uv. Install it "
         "(Ubuntu 22.04: apt-get install python3.10 python3.10-venv; macOS: brew install python@3.10; anywhere: "
         "pyenv install 3.10), then run again.")
    python = str(VENV_RASA / "bin" / "python")
    must(uv("pip", "install", "--python", python, "--requirement", str(requirements)), "Installing into .venv-rasa",
         "Check the network, then run again: nothing is lost.")
    try_spacy_model(python)
    keep_stamp(VENV_RASA, requirements)
    say(".venv-rasa: done")


def try_spacy_model(python: str) -> None:
    """Install nl_core_news_sm where its release can be reached; its absence is one line, not an error."""
    try:
        with urllib.request.urlopen(urllib.request.Request(SPACY_MODEL, method="HEAD"), timeout=4):
            done = uv("pip", "install", "--python", python, "--no-deps", SPACY_MODEL, UV_HTTP_TIMEOUT="30")
            reached = done.returncode == 0
    except (urllib.error.URLError, OSError):
        reached = False
    say(".venv-rasa: nl_core_news_sm installed" if reached
        else ".venv-rasa: nl_core_news_sm can't be reached; the built-in Dutch pipeline is used")


PARTS = {"actions": make_actions_runtime, "rasa": make_rasa_runtime}


def main(arguments: list[str] | None = None) -> int:
    """Set up what is missing, or the named half alone; 1 with one message when that failed."""
    parts = sys.argv[1:] if arguments is None else arguments
    if parts and (len(parts) > 1 or parts[0] not in PARTS):
        print(f"Found {' '.join(parts)}. Expected nothing, or one of {', '.join(PARTS)}.", file=sys.stderr)
        return 1
    if sys.version_info < (3, 11) and parts != ["rasa"]:
        print(f"Found Python {sys.version.split()[0]}. Expected 3.11 or newer. Install it and run again.", file=sys.stderr)
        return 1
    try:
        make_uv()
        with ThreadPoolExecutor() as side_by_side:
            steps = [PARTS[part] for part in parts] or [make_rasa_runtime, make_knowledge_runtime]
            for step in [side_by_side.submit(step) for step in steps]:
                step.result()
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
