"""What a soak found, as a line and as docs/soak.md."""

from __future__ import annotations

import datetime
import os
import platform
from dataclasses import dataclass
from pathlib import Path

from tests.soak_talk import Faults

TEXT = """# Held under fault

`make soak`, {date}, {machine}. {clients} conversations for {seconds:.0f} s on each store, while processes were killed
(SIGKILL) one after the other and started again. Each turn had an id and was sent again with it until it was answered; one in
ten was sent twice at once. Afterwards the answers that the clients got, `/chat/history` and the tracker's events were compared.
Seed {seed}: `.venv/bin/python -m tests.soak --seed {seed}` kills the same processes in the same order again.

| store | workers | turns | sent again | killed | lost | doubled | out of order | longest wait |
|---|---|---|---|---|---|---|---|---|
{rows}

Workers are those of Rasa, and as many of the action server. The longest wait is that of a turn whose server was killed and
had to load its model again.
"""


@dataclass(frozen=True)
class Outcome:
    """What came of the conversations on one store. kills: how often each kind of process was killed."""

    store: str
    workers: int
    clients: int
    seconds: float
    seed: int
    turns: int
    repeats: int
    kills: dict[str, int]
    faults: Faults
    longest: float
    statuses: dict[str, int]

    def __str__(self) -> str:
        return (f"{self.store}: {self.turns} turns, {self.repeats} sent again, killed: {killed(self)}; lost {self.faults.lost}, "
                f"doubled {self.faults.doubled}, out of order {self.faults.disordered}; longest wait {self.longest:.1f} s; "
                f"calls: {', '.join(f'{name} {count}' for name, count in sorted(self.statuses.items()))}")


def killed(outcome: Outcome) -> str:
    """Who was killed how often, in words."""
    return ", ".join(f"{kind} {count} ×" for kind, count in sorted(outcome.kills.items())) or "nobody"


def row(outcome: Outcome) -> str:
    """One line of the table."""
    cells = (outcome.store, outcome.workers, f"{outcome.turns:,}", outcome.repeats, killed(outcome), outcome.faults.lost,
             outcome.faults.doubled, outcome.faults.disordered, f"{outcome.longest:.1f} s")
    return f"| {' | '.join(map(str, cells))} |"


def write_report(path: Path, outcomes: list[Outcome]) -> None:
    """Write the page, with date and machine."""
    first = outcomes[0]
    path.write_text(TEXT.format(date=datetime.date.today().isoformat(), machine=f"{platform.machine()}, {os.cpu_count()} cores",
                                clients=first.clients, seconds=first.seconds, seed=first.seed,
                                rows="\n".join(map(row, outcomes))), encoding="utf-8")
