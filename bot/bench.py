"""`make bench`: Rasa's starter and this bot in turn, in one run, on 127.0.0.1, with the same client. Writes docs/speed.md.

The starter is made fresh with `rasa init` and answers its own sentences from its responses. Ours answers questions of
strangers, with retrieval and actions. Both are trained, started and spoken to by the same code.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bot import bench_starter
from bot.bench_load import Connection, Level, Talk, load, with_ours, with_starter
from bot.bench_processes import Use, use_of
from bot.bench_report import report
from bot.failed import Failed
from bot.serve import begin, environment, is_ready, plan, python_of, stop
from bot.settings import ROOT, Settings, read_actions_secret, read_settings
from bot.train import train_into

QUESTIONS = ("stranger_questions.jsonl", "second_stranger_questions.jsonl")
TURNS = 8  # of one conversation
PROFILED = 12  # conversations
UNLIMITED = {"RAADWIJZER_LIMITS": "off"}  # one address asks far more than a griffie does
PATIENCE = 300  # seconds for a start


@dataclass(frozen=True)
class Measured:
    """One of the two: seconds of training and of the start, the levels, processor milliseconds a turn, memory."""

    trained: float
    started: float
    levels: tuple[Level, ...]
    cpu: tuple[float, ...]
    use: Use | None


def main(arguments: list[str] | None = None) -> int:
    """Measure both, print and write the report; 1 with one message when something failed."""
    parser = argparse.ArgumentParser(prog="python -m bot.bench", description="Rasa's starter beside this bot.")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=10, help="of each level")
    parser.add_argument("--trained", action="store_true", help="do not train ours again")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "speed.md")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            starter = of_starter(Path(folder), options.clients, options.seconds)
            ours, steps = of_ours(Path(folder), options.clients, options.seconds, options.trained)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    text = report(starter, ours, steps)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text, encoding="utf-8")
    print(text)
    return 0


def of_starter(folder: Path, clients: list[int], seconds: float) -> Measured:
    """Make, train, serve and ask Rasa's starter."""
    env, port, project = environment(settings_in(folder)), free_port(), folder / "starter"
    say("Rasa's starter: making and training it")
    trained = timed(lambda: bench_starter.make(project, env, folder / "init.log"))
    say("Rasa's starter: serving it")
    began = time.monotonic()
    running = {"starter": bench_starter.serve(project, port, env, folder / "starter.log")}
    try:
        wait(running, folder / "starter.log", lambda: answers(f"http://127.0.0.1:{port}/"))
        started = time.monotonic() - began
        return ask(trained, started, running, port, with_starter, bench_starter.conversations(project), clients, seconds)
    finally:
        stop(running)


def of_ours(folder: Path, clients: list[int], seconds: float,
            trained_already: bool) -> tuple[Measured, dict[str, dict[str, float]]]:
    """Train, serve and ask this bot; and where the time of its turns goes."""
    settings = settings_in(folder)
    say("Ours: " + ("not trained again" if trained_already else "training it"))
    trained = float("nan") if trained_already else timed(lambda: train_into(folder / "model", "--force"))
    say("Ours: serving it")
    began = time.monotonic()
    running = begin([replace(server, environment=server.environment | UNLIMITED) for server in plan(settings, folder / "logs")])
    try:
        wait(running, folder / "logs" / "rasa.log", lambda: is_ready(settings))
        started = time.monotonic() - began
        measured = ask(trained, started, running, settings.port, with_ours, questions(), clients, seconds)
        say("Ours: where the time of a turn goes")
        return measured, steps(folder, settings)
    finally:
        stop(running)


def ask(trained: float, started: float, running: dict[str, subprocess.Popen], port: int, begin: Callable[[Connection, str], Talk],
        conversations: Iterator[tuple[str, ...]], clients: list[int], seconds: float) -> Measured:
    """Warm a server up, and ask it at every level."""
    groups = [process.pid for process in running.values()]
    load(port, begin, conversations, 2, 2)
    levels, cpu = [], []
    for number in clients:
        before = use_of(groups)
        levels.append(load(port, begin, conversations, number, seconds))
        after = use_of(groups)
        spent = after.seconds - before.seconds if before and after else float("nan")
        cpu.append(1000 * spent / max(len(levels[-1].seconds), 1))
        say(f"  {number} clients: {levels[-1].per_second:.1f} turns/s, {levels[-1].errors} without an answer")
    return Measured(trained, started, tuple(levels), tuple(cpu), use_of(groups))


def questions() -> Iterator[tuple[str, ...]]:
    """Conversations of questions that strangers wrote for the tests, all of them before one comes again."""
    lines = [line for name in QUESTIONS for line in (ROOT / "tests" / "data" / name).read_text("utf-8").splitlines() if line]
    texts, draw = [json.loads(line)["question"] for line in lines], random.Random(8)
    while True:
        draw.shuffle(texts)
        for at in range(0, len(texts) - TURNS + 1, TURNS):
            yield tuple(texts[at:at + TURNS])


def steps(folder: Path, settings: Settings) -> dict[str, dict[str, float]]:
    """Milliseconds of one turn by step: in Rasa's process, and of the search."""
    asked, taken = folder / "questions.json", questions()
    asked.write_text(json.dumps([next(taken) for _ in range(PROFILED)]), encoding="utf-8")
    secret = read_actions_secret(settings)
    env = environment(replace(settings, state=folder / "profile", actions_secret=secret))
    commands = {"rasa": [python_of(".venv-rasa"), "-m", "bot.bench_steps", str(asked)],
                "search": [python_of(".venv"), "-m", "knowledge.bench", "--steps"]}
    found = {}
    for name, command in commands.items():
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
        last = re.search(r"^\{.*\}$", done.stdout, re.MULTILINE)
        if done.returncode or not last:
            raise Failed(f"Measuring the steps of a turn ({name}) failed. Its last lines:\n  "
                         + "\n  ".join(done.stderr.strip().splitlines()[-5:]))
        found[name] = json.loads(last[0])
    return found


def wait(running: dict[str, subprocess.Popen], log: Path, ready: Callable[[], bool]) -> None:
    """Return when a server is ready; Failed when it ended or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if any(process.poll() is not None for process in running.values()) or time.monotonic() > deadline:
            tail = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-5:]
            raise Failed("A server did not start. Its last lines:\n  " + "\n  ".join(tail))
        time.sleep(0.1)


def answers(url: str) -> bool:
    """Whether a server answers at all."""
    try:
        with urllib.request.urlopen(url, timeout=3) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def settings_in(folder: Path) -> Settings:
    """Settings with free ports and a state of their own."""
    port, actions_port = free_port(), free_port()
    return replace(read_settings(), port=port, actions_port=actions_port, actions_url=f"http://127.0.0.1:{actions_port}",
                   state=folder / "state")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    began = time.monotonic()
    work()
    return time.monotonic() - began


def say(text: str) -> None:
    """One line of progress."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
