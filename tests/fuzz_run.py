"""A run of the fuzzer: every input sent by several threads, each answer checked, then the bot and its logs looked at."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz_checks import faults, troubles
from tests.fuzz_memory import measure
from tests.fuzz_platforms import PEOPLE
from tests.fuzz_probe import Probe
from tests.fuzz_sender import Sender, Stuck
from tests.live_channels import Live

WARM = 0.2  # share of the inputs after which memory is measured for the first time
BOUND = {"rasa": 64.0, "actions": 64.0}  # MiB that a server may hold more at the end than after that
NOBODY = "chat not found|can't initiate conversation|channel_not_found|query is too old|cannot_dm_bot"
ASKED = "wat is een motie?"


@dataclass(frozen=True)
class Outcome:
    """What became of one input: the statuses, the seconds of its slowest answer, what was wrong, what was said before it."""

    probe: Probe
    statuses: tuple[int, ...]
    seconds: float
    faults: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    def dump(self) -> str:
        """As a line to replay."""
        return json.dumps(json.loads(self.probe.dump()) | {"faults": self.faults, "before": self.before})


@dataclass
class Run:
    """Everything of a run that a report tells."""

    outcomes: list[Outcome] = field(default_factory=list)
    memory: dict[str, dict[str, float]] = field(default_factory=dict)  # warm | end: MiB of each server
    logged: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)  # faults of no one input
    seconds: float = 0.0

    @property
    def failed(self) -> list[Outcome]:
        return [one for one in self.outcomes if one.faults]

    @property
    def good(self) -> bool:
        return not (self.failed or self.logged or self.other)


def run(live: Live, probes: list[Probe], workers: int = 4, told: Any = None) -> Run:
    """Send every input and look at what came of it. told: called with the outcomes so far, now and then."""
    sender, result, begun = Sender(live), Run(), time.monotonic()
    offsets = {log: log.stat().st_size for log in (live.state / "logs").glob("*.log")}
    be_known(live)
    warm = int(len(probes) * WARM)
    with ThreadPoolExecutor(workers) as threads:
        for part, label in ((probes[:warm], "warm"), (probes[warm:], "end")):
            for outcome in threads.map(lambda probe: attempt(sender, probe), part):
                result.outcomes.append(outcome)
                if told and len(result.outcomes) % 250 == 0:
                    told(result.outcomes)
            result.other += drain(sender)
            result.memory[label] = measure(live.running)
    result.seconds = time.monotonic() - begun
    result.other += still_right(live, sender) + grown(result.memory)
    result.other += refusals(live)
    result.logged = [f"{log.name}: {line}" for log, offset in offsets.items() for line in troubles(log, offset)]
    return result


def attempt(sender: Sender, probe: Probe) -> Outcome:
    """Send one input and judge the answers."""
    try:
        exchanges, before = sender.send(probe)
    except (Stuck, OSError) as error:
        return Outcome(probe, (), 0.0, (f"{type(error).__name__}: {error}",))
    statuses = tuple(answer.status for one in exchanges for answer in one.answers)
    return Outcome(probe, statuses, max(one.seconds for one in exchanges), tuple(faults(probe, exchanges)), tuple(before))


def drain(sender: Sender, seconds: float = 120.0) -> list[str]:
    """Wait until what the platforms sent is handled."""
    deadline = time.monotonic() + seconds
    while sender.waiting():
        if time.monotonic() > deadline:
            return [f"{sender.waiting()} updates of the platforms were not handled in {seconds:.0f} s"]
        time.sleep(0.1)
    return []


def still_right(live: Live, sender: Sender) -> list[str]:
    """What is wrong with the bot's answer to a plain question, now that all is over."""
    status, body = sender.call("POST", "/chat/message", {"text": ASKED}, sender.begin().token)
    told = (body["messages"][0].get("answer") or {}) if status == 200 else {}
    right = (told.get("kind"), told.get("topic"), told.get("facet")) == ("answer", "motie", "wat")
    return [] if right else [f"{ASKED!r} was answered with {status} {told}"]


def be_known(live: Live) -> None:
    """Let the platforms know the people of the inputs, so that they look at what the bot writes to them."""
    live.telegram.known |= {5000 + row for row in range(PEOPLE)} | {-1001234}
    live.slack.known |= {f"DU{row}" for row in range(PEOPLE)} | {"CFRACTIE"}


def refusals(live: Live) -> list[str]:
    """What the platforms did not take of the bot, but for chats that exist only in a twisted update."""
    told = [("Telegram", *one) for one in live.telegram.refused] + [("Slack", *one) for one in live.slack.refused]
    live.telegram.refused.clear()
    live.slack.refused.clear()
    return [f"{platform} refused {method}: {why}" for platform, method, why in told if not re.search(NOBODY, why)]


def grown(memory: dict[str, dict[str, float]]) -> list[str]:
    """Which servers grew beyond their bound."""
    return [f"{name} grew from {memory['warm'][name]:.0f} to {memory['end'][name]:.0f} MiB, expected at most {bound_of(name):.0f} more"
            for name in memory["end"] if memory["end"][name] - memory["warm"][name] > bound_of(name)]


def bound_of(server: str) -> float:
    """By how many MiB a server may grow: "rasa", "rasa-2" …"""
    return BOUND[server.split("-")[0]]


def replay(live: Live, lines: Iterable[str]) -> Run:
    """Send kept inputs again, one by one, each in a new session in which the same was said before."""
    sender, result = Sender(live), Run()
    for line in lines:
        probe, before = Probe.load(line), json.loads(line).get("before", [])
        sender.restore(probe, before)
        result.outcomes.append(attempt(sender, probe))
    result.other += drain(sender) + still_right(live, sender)
    result.logged = [f"{log.name}: {line}" for log in sorted((live.state / "logs").glob("*.log")) for line in troubles(log)]
    return result


def keep(outcomes: list[Outcome], path: Path) -> None:
    """Write the failed inputs down, to be replayed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(one.dump() + "\n" for one in outcomes), encoding="utf-8")
