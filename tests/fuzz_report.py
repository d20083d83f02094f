"""What a run of the fuzzer tells: a table by kind to read at once, and a page for docs/."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Callable
from datetime import date

from tests.fuzz_run import Outcome, Run, bound_of


def table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in [head, ("---",) * len(head), *rows]]
    return "\n".join(lines)


def by(outcomes: list[Outcome], key: Callable[[Outcome], str]) -> list[tuple[object, ...]]:
    """A row for each value of `key`: inputs, answers by status, faults, and the slowest in ms."""
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes:
        groups.setdefault(key(one), []).append(one)
    return [row(name, groups[name]) for name in sorted(groups)] + [row("all", outcomes)]


def row(name: str, outcomes: list[Outcome]) -> tuple[object, ...]:
    statuses = Counter(status for one in outcomes for status in one.statuses)
    shown = ", ".join(f"{status} × {count}" for status, count in sorted(statuses.items()))
    return (name, len(outcomes), shown, sum(bool(one.faults) for one in outcomes),
            f"{max(o.seconds for o in outcomes) * 1000:.0f} ms")


def summary(result: Run) -> str:
    """The table by kind, what went wrong, and the memory."""
    parts = [table(("kind", "inputs", "answers", "faults", "slowest"), by(result.outcomes, lambda one: one.probe.kind))]
    parts += [f"{one.probe.number} {one.probe.kind}, {one.probe.endpoint}: {'; '.join(one.faults)}" for one in result.failed[:40]]
    parts += [line[:300] for line in [*result.other[:20], *result.logged[:20]]]
    parts += [f"memory {label}: " + ", ".join(f"{name} {mib} MiB" for name, mib in measured.items())
              for label, measured in result.memory.items()]
    parts.append(f"{len(result.outcomes)} inputs in {result.seconds:.0f} s; {len(result.failed)} with a fault, "
                 f"{len(result.logged)} lines of error in the logs")
    return "\n".join(parts)


def page(result: Run, seed: int, digest: str, workers: int, stores: str) -> str:
    """docs/fuzz.md."""
    slowest = max(result.outcomes, key=lambda one: one.seconds)
    grown = [(name, f"{result.memory['warm'][name]} MiB", f"{end} MiB", f"{bound_of(name):.0f} MiB")
             for name, end in result.memory["end"].items()]
    head = ("inputs", "answers", "faults", "slowest")
    count, speed = len(result.outcomes), len(result.outcomes) / result.seconds
    return "\n\n".join([
        "# Hostile input",
        f"`make fuzz SEED={seed} COUNT={count}{'' if stores == 'SQLite' else ' STORES=postgresql'}`, {date.today()}, {machine()}: "
        f"{count} inputs (digest {digest}) by {workers} threads in {result.seconds:.0f} s, {speed:.0f} a second. Stores: {stores}.",
        "Checked for each: no 5xx, no trace and no path of the server in what it says, an answer within 5 s, errors as the "
        "contract has them, and nothing taken that is forged. After all: the bot still says rightly what a motie is, the "
        "platforms refused nothing that it sent, and neither log holds an error.",
        f"**{len(result.failed)} inputs with a fault, {len(result.logged)} lines of error in the logs, {len(result.other)} other "
        "faults.**",
        *["- " + "\n- ".join(result.other) for _ in result.other[:1]],
        "## By kind", table(("kind", *head), by(result.outcomes, lambda one: one.probe.kind)),
        "## By endpoint", table(("endpoint", *head), by(result.outcomes, lambda one: one.probe.endpoint)),
        f"The slowest took {slowest.seconds * 1000:.0f} ms: input {slowest.probe.number}, {slowest.probe.kind}, "
        f"{slowest.probe.endpoint}.",
        "## Memory",
        "After the first fifth of the inputs, and at the end:",
        table(("server", "after a fifth", "at the end", "bound of the growth"), grown),
    ]) + "\n"


def machine() -> str:
    """Cores, processor and Python, in a few words."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
