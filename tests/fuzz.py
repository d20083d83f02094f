"""Sends thousands of hostile inputs to a bot that it starts: `.venv-rasa/bin/python -m tests.fuzz --seed 1 --count 10000`.

The same seed gives the same inputs. Those that fail are kept in .fuzz/; `--replay FILE` sends them again. With `--stores postgresql`
the bot keeps its conversations in PostgreSQL, its locks in Redis, and has several workers of each server.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from tests import fuzz_report, fuzz_run
from tests.fuzz_inputs import make
from tests.fuzz_probe import digest
from tests.live_channels import live_channels
from tests.stores import ADVICE, install, running_stores

KEPT = Path(__file__).resolve().parent.parent / ".fuzz"
WIDE = {"RAADWIJZER_LIMITS": "off"}  # what is looked at here is everything behind the limits


def read_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Send hostile inputs to every endpoint.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10_000, help="how many inputs (10000)")
    parser.add_argument("--workers", type=int, default=4, help="how many threads send them (4)")
    parser.add_argument("--stores", choices=("sqlite", "postgresql"), default="sqlite", help="where the bot keeps what it knows")
    parser.add_argument("--servers", type=int, default=2, help="workers of each server with PostgreSQL and Redis (2)")
    parser.add_argument("--kind", help="only inputs of this kind, such as json or regex")
    parser.add_argument("--endpoint", help="only inputs for endpoints that begin so, such as 'web' or 'slack events'")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--actions-port", type=int, default=0)
    parser.add_argument("--state", type=Path,
                        help="folder for conversations and logs, to be looked at afterwards (a passing one)")
    parser.add_argument("--replay", type=Path, help="send the inputs in this file again, and no others")
    parser.add_argument("--report", type=Path, help="write a page about the run, such as docs/fuzz.md")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Run; 0 when nothing was wrong, 1 otherwise."""
    asked = read_arguments(arguments)
    if asked.stores != "sqlite" and (left := install()):
        print(f"Found no {' and no '.join(left)}. Expected both. {ADVICE} Or choose --stores sqlite.", file=sys.stderr)
        return 1
    kept = nullcontext({}) if asked.stores == "sqlite" else running_stores(asked.servers)
    with tempfile.TemporaryDirectory(prefix="fuzz") as state, kept as several, \
            live_channels(asked.state or Path(state), asked.port, asked.actions_port, **WIDE, **several) as live:
        if asked.replay:
            result = fuzz_run.replay(live, asked.replay.read_text(encoding="utf-8").splitlines())
            print(fuzz_report.summary(result))
            return 0 if result.good else 1
        return fresh(live, asked)


def fresh(live: object, asked: argparse.Namespace) -> int:
    """Send the inputs of a seed, and tell."""
    wanted = lambda probe: (asked.kind in (None, probe.kind)) and probe.endpoint.startswith(asked.endpoint or "")
    probes = make(asked.seed, asked.count, wanted)
    known = digest(probes)
    print(f"seed {asked.seed}, {len(probes)} inputs, digest {known}", flush=True)
    begun = time.monotonic()
    result = fuzz_run.run(live, probes, asked.workers, lambda so_far: print(
        f"  {len(so_far)} sent in {time.monotonic() - begun:.0f} s, {sum(bool(o.faults) for o in so_far)} with a fault",
        flush=True))
    print(fuzz_report.summary(result))
    if result.failed:
        kept = KEPT / f"failed-{asked.seed}.jsonl"
        fuzz_run.keep(result.failed, kept)
        print(f"Kept in {kept.name}. Send them again: .venv-rasa/bin/python -m tests.fuzz --replay .fuzz/{kept.name}")
    if asked.report:
        where = "SQLite" if asked.stores == "sqlite" else f"PostgreSQL and Redis, {asked.servers} workers of each server"
        asked.report.write_text(fuzz_report.page(result, asked.seed, known, asked.workers, where), encoding="utf-8")
    return 0 if result.good else 1


if __name__ == "__main__":
    sys.exit(main())
