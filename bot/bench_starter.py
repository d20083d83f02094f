"""Rasa's starter project: made fresh, served over its REST channel, and spoken to in its own sentences."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bot.failed import Failed
from bot.serve import python_of

# As its own stories go: to each of these it has an answer.
WALK = ("greet", "mood_unhappy", "affirm", "goodbye", "greet", "mood_great", "bot_challenge", "goodbye")


def make(folder: Path, env: dict[str, str], log: Path) -> None:
    """`rasa init`, which trains at once; Failed with its last lines when that did not work."""
    folder.mkdir(parents=True)
    command = [python_of(".venv-rasa"), "-m", "rasa", "init", "--no-prompt", "--init-dir", str(folder)]
    with log.open("w", encoding="utf-8") as out:
        code = subprocess.run(command, env=env, stdout=out, stderr=subprocess.STDOUT).returncode
    if code or not list((folder / "models").glob("*.tar.gz")):
        tail = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-8:]
        raise Failed("Making Rasa's starter failed. Its last lines:\n  " + "\n  ".join(tail)
                     + "\nCheck the Rasa runtime with 'make setup', then run again.")


def serve(folder: Path, port: int, env: dict[str, str], log: Path) -> subprocess.Popen:
    """`rasa run` in the starter's folder, in a process group of its own."""
    command = [python_of(".venv-rasa"), "-m", "rasa", "run", "--port", str(port), "--interface", "127.0.0.1"]
    with log.open("w", encoding="utf-8") as out:
        return subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)


def conversations(folder: Path) -> Iterator[tuple[str, ...]]:
    """Conversations in the order of WALK with examples of its own training data, without end."""
    parts = re.findall(r"- intent: (\w+)\n +examples: \|\n((?: +- .+\n?)+)", (folder / "data" / "nlu.yml").read_text("utf-8"))
    examples = {intent: re.findall(r"- (.+)", listed) for intent, listed in parts}
    draw = random.Random(8)
    while True:
        yield tuple(draw.choice(examples[intent]) for intent in WALK)
