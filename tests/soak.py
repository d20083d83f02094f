"""`make soak`: conversations go on while every process is killed and started again; no turn may be lost, doubled or out of order.

Once with SQLite, once with PostgreSQL and Redis and several workers. It writes docs/soak.md. `--seed` repeats the choice of
who is killed and what is said; the moments depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT
from bot.watch import QUICK
from tests.client import Bot, free_port
from tests.soak_report import Outcome, write_report
from tests.soak_talk import PATIENCE, Conversation, Faults, judge
from tests.stores import ADVICE, Postgres, Redis, addresses, age, children, install

START = 300  # seconds until the servers must answer
AWAY = (0.3, 3.0)  # seconds that PostgreSQL or Redis stays away, at least and at most
EVENTS = "SELECT sender_id, type_name, data FROM events WHERE type_name IN ('user', 'bot') ORDER BY id"
KINDS = {"Rasa": "bot.worker", "action server": "-m actions"}  # what stands in the command line of the launcher's servers


@dataclass(frozen=True)
class Plan:
    """How long, how many conversations, how many workers, every how many seconds something is killed, and by which seed."""

    seconds: float = 300.0
    clients: int = 50
    workers: int = 2
    gap: float = 20.0
    seed: int = 1


class Servers:
    """Rasa and the action server under their launcher, with a state folder of their own."""

    def __init__(self, more: dict[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="raadwijzer-soak-"))
        self.port = free_port()
        told = {"PORT": str(self.port), "ACTIONS_PORT": str(free_port()), "RAADWIJZER_STATE": str(self.folder),
                "RAADWIJZER_LIMITS": "off"} | more  # all conversations come from one address
        kept = {name: value for name, value in os.environ.items() if not name.startswith("RAADWIJZER_")}
        with (self.folder / "serve.log").open("w") as log:
            self._launcher = subprocess.Popen([sys.executable, "-m", "bot.serve"], cwd=ROOT, env=kept | told, stdout=log,
                                              stderr=log)
        self.bot = Bot(f"http://127.0.0.1:{self.port}/chat/", self.folder)

    def wait(self) -> None:
        """Return when both servers answer; RuntimeError when the launcher ends or START passes."""
        deadline = time.monotonic() + START
        while time.monotonic() < deadline and self.alive():
            try:
                with urllib.request.urlopen(self.bot.base + "health", timeout=5) as reply:
                    if reply.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
        raise RuntimeError("The servers did not start:\n" + (self.folder / "serve.log").read_text())

    def alive(self) -> bool:
        """Whether the launcher still runs."""
        return self._launcher.poll() is None

    def kill(self, kind: str, chance: random.Random, often: int) -> bool:
        """SIGKILL to one of the servers of a kind, which was done so often before; False when there is none to be killed.

        The launcher gives up a server that dies young time after time: more than twice that is not done to it.
        """
        found = children(self._launcher.pid, lambda command: KINDS[kind] in command)
        found = [pid for pid in found if often < 2 or age(pid) > QUICK]
        if found:
            os.kill(chance.choice(sorted(found)), signal.SIGKILL)
        return bool(found)

    def stop(self) -> None:
        """Stop the servers; the folder goes with `remove`."""
        self._launcher.send_signal(signal.SIGTERM)
        self._launcher.wait(60)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def soak(name: str, plan: Plan) -> Outcome:
    """Hold the conversations on one of the stores ("SQLite" or "PostgreSQL and Redis") and count what went wrong."""
    stores = {} if name == "SQLite" else {"PostgreSQL": Postgres(), "Redis": Redis()}
    try:
        for store in stores.values():
            store.start()
        several = addresses(stores["PostgreSQL"], stores["Redis"], plan.workers) if stores else {}
        servers = Servers(several)
        try:
            servers.wait()
            talks, kills = hold(servers, stores, plan)
            histories = [talk.history() for talk in talks]
            servers.stop()
            events = stores["PostgreSQL"].rows(EVENTS) if stores else sqlite_rows(servers.folder / "conversations.db")
            return outcome(name, plan, talks, kills, histories, events)
        finally:
            servers.stop()
            servers.remove()
    finally:
        for store in stores.values():
            store.remove()


def hold(servers: Servers, stores: dict[str, Postgres | Redis], plan: Plan) -> tuple[list[Conversation], Counter[str]]:
    """Let the conversations go on for the time of the plan, and kill meanwhile; what was said, and who was killed how often."""
    until = time.monotonic() + plan.seconds
    talks = [Conversation(servers.bot, number, plan.seed, until) for number in range(plan.clients)]
    for talk in talks:
        talk.start()
    kills = kill_at_random(servers, stores, plan, until)
    for talk in talks:
        talk.join(PATIENCE + 60)
    if not servers.alive():
        raise RuntimeError("The launcher gave up:\n" + (servers.folder / "serve.log").read_text())
    return talks, kills


def kill_at_random(servers: Servers, stores: dict[str, Postgres | Redis], plan: Plan, until: float) -> Counter[str]:
    """Kill one process after the other, each kind in turn in an order of chance; how often each was killed."""
    chance, kills = random.Random(plan.seed), Counter[str]()
    waiting: list[str] = []
    while True:
        pause = plan.gap * chance.uniform(0.5, 1.5)
        if time.monotonic() + pause > until:
            return kills
        time.sleep(pause)
        waiting = waiting or chance.sample([*KINDS, *stores], len(KINDS) + len(stores))
        kind = waiting.pop()
        if kind in stores:
            stores[kind].kill()
            time.sleep(chance.uniform(*AWAY))
            stores[kind].start()
        elif not servers.kill(kind, chance, kills[kind]):
            continue
        kills[kind] += 1


def sqlite_rows(path: Path) -> list[dict]:
    """The tracker's messages in a SQLite file."""
    with sqlite3.connect(path) as db:
        return [dict(zip(("sender_id", "type_name", "data"), row, strict=True)) for row in db.execute(EVENTS)]


def heard(events: list[dict]) -> dict[str, list[tuple[str, int]]]:
    """Of each conversation in the tracker the user's texts in order, each with how many messages of the bot followed."""
    found: dict[str, list[tuple[str, int]]] = {}
    for event in events:
        said = found.setdefault(event["sender_id"], [])
        if event["type_name"] == "user":
            said.append((json.loads(event["data"])["text"], 0))
        elif said:
            said[-1] = (said[-1][0], said[-1][1] + 1)
    return found


def outcome(name: str, plan: Plan, talks: list[Conversation], kills: Counter[str], histories: list[list[dict]],
            events: list[dict]) -> Outcome:
    """What came of it, counted."""
    tracker = heard(events)
    faults = sum((judge(talk.turns, history, tracker.get(talk.session, []))
                  for talk, history in zip(talks, histories, strict=True)), Faults())
    turns = [turn for talk in talks for turn in talk.turns]
    statuses = sum((talk.statuses for talk in talks), Counter())
    return Outcome(name, 1 if name == "SQLite" else plan.workers, len(talks), plan.seconds, plan.seed, len(turns),
                   sum(turn.repeats for turn in turns), dict(kills), faults, max(turn.waited for turn in turns), dict(statuses))


def main(arguments: list[str] | None = None) -> int:
    """Soak each store; 1 when a turn was lost, doubled or out of order, or a store can't be had."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Conversations while every process is killed.")
    parser.add_argument("--seconds", type=float, default=Plan.seconds, help="how long, for each store")
    parser.add_argument("--clients", type=int, default=Plan.clients)
    parser.add_argument("--workers", type=int, default=Plan.workers, help="of each server, with PostgreSQL and Redis")
    parser.add_argument("--gap", type=float, default=Plan.gap, help="seconds between two kills, on the average")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1_000_000))
    parser.add_argument("--stores", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--report", type=Path, help="the file to write, such as docs/soak.md")
    given = parser.parse_args(arguments)
    if given.stores != "sqlite" and (left := install()):
        print(f"Found no {' and no '.join(left)}. Expected both. {ADVICE} Or choose --stores sqlite.", file=sys.stderr)
        return 1
    plan = Plan(given.seconds, given.clients, given.workers, given.gap, given.seed)
    print(f"Seed {plan.seed}.", flush=True)
    chosen = {"sqlite": ["SQLite"], "postgresql": ["PostgreSQL and Redis"]}.get(given.stores, ["SQLite", "PostgreSQL and Redis"])
    outcomes = []
    for name in chosen:
        outcomes.append(soak(name, plan))
        print(outcomes[-1], flush=True)
    if given.report:
        write_report(given.report, outcomes)
    return 0 if all(one.faults == Faults() for one in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
