"""The report of the bench, in Markdown: docs/speed.md."""

from __future__ import annotations

import datetime
import math
import platform
from typing import TYPE_CHECKING

from bot.bench_processes import machine

if TYPE_CHECKING:
    from bot.bench import Measured

EXPECTED = (4.0, 1 / 3)  # turns a second, and p95, at 8 clients, as a ratio to the starter's
AT = 8


def report(starter: Measured, ours: Measured, steps: dict[str, dict[str, float]]) -> str:
    """The whole report."""
    return "\n".join([
        "# Speed", "",
        f"`make bench`, {datetime.date.today()}: {machine()}, Python {platform.python_version()} (Rasa's own: 3.10).", "",
        "One run on 127.0.0.1, first Rasa's starter (`rasa init`, made and trained in this run, its own sentences over its REST",
        "channel, conversations in memory), then this bot as `make run` serves it (strangers' questions over the web channel,",
        "every one through retrieval and an action, conversations on disk). The same client asks both, in conversations of eight",
        "turns; a turn counts when it got a real answer. Ratio: ours / the starter's.", "",
        *table(("", "Rasa's starter", "ours", "ratio"), rows(starter, ours)), "",
        verdict(starter, ours), "",
        "## Where the milliseconds of one turn go", "",
        "One turn after the other, without the web channel; the mean.", "",
        *table(("step", "ms"), [(step, f"{spent:.1f}") for step, spent in steps["rasa"].items() if spent >= 0.05]
               + [("**together**", f"**{sum(steps['rasa'].values()):.1f}**")]), "",
        "Within the action server: " + ", ".join(f"{step} {spent:.1f} ms" for step, spent in steps["search"].items()) + ".", ""])


def rows(starter: Measured, ours: Measured) -> list[tuple[str, ...]]:
    """The figures side by side."""
    found = []
    for one, other, one_cpu, other_cpu in zip(starter.levels, ours.levels, starter.cpu, ours.cpu, strict=True):
        clients = f"{one.clients} client{'s' if one.clients > 1 else ''}"
        found += [row(f"{clients}: turns/s", one.per_second, other.per_second, ".1f"),
                  row(f"{clients}: p50, ms", one.quantile(0.5), other.quantile(0.5), ".0f"),
                  row(f"{clients}: p95, ms", one.quantile(0.95), other.quantile(0.95), ".0f"),
                  row(f"{clients}: processor time a turn, ms", one_cpu, other_cpu, ".1f"),
                  (f"{clients}: turns without an answer", str(one.errors), str(other.errors), "")]
    return [*found, row("start, s", starter.started, ours.started, ".0f"),
            row("memory of all processes, MB (PSS)", starter.use.megabytes if starter.use else math.nan,
                ours.use.megabytes if ours.use else math.nan, ".0f"),
            row("training, s", starter.trained, ours.trained, ".0f")]


def row(name: str, one: float, other: float, how: str) -> tuple[str, ...]:
    """A figure of both, with the ratio; a dash for what was not measured."""
    shown = tuple("–" if math.isnan(value) else format(value, how) for value in (one, other))
    known = not math.isnan(one) and not math.isnan(other) and one
    return (name, *shown, f"{other / one:.2f}" if known else "–")


def verdict(starter: Measured, ours: Measured) -> str:
    """Whether the expectation is met, in one sentence."""
    pair = next(((one, other) for one, other in zip(starter.levels, ours.levels, strict=True) if one.clients == AT), None)
    if pair is None or not all(level.seconds for level in pair):
        return f"Not measured at {AT} clients."
    speed, wait = pair[1].per_second / pair[0].per_second, pair[1].quantile(0.95) / pair[0].quantile(0.95)
    met = [f"{value:.2f} ({'met' if good else 'not met'})" for value, good in
           ((speed, speed >= EXPECTED[0]), (wait, wait <= EXPECTED[1]))]
    return (f"Expected at {AT} clients: at least {EXPECTED[0]:.0f} times the starter's turns/s, found {met[0]}; at most a third "
            f"of its p95, found {met[1]}.")


def table(head: tuple[str, ...], body: list[tuple[str, ...]]) -> list[str]:
    """A Markdown table."""
    return ["| " + " | ".join(line) + " |" for line in (head, ("---",) * len(head), *body)]
