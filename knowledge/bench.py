"""Speed of the search: `make bench-search` writes docs/bench.md. Times are of one run on one machine: read the ratios.

Beside the booklet stands a synthetic collection of local documents of each size: passages of 25 words drawn from the
edition's own words, with their real frequencies.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from knowledge.build import open_library
from knowledge.evaluate import DOCS, TESTS
from knowledge.index import FLAT_UP_TO, VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.library import Library
from knowledge.local import LocalIndex
from knowledge.search import NEAREST
from knowledge.settings import read_settings
from knowledge.types import Passage

SIZES = (200, 10_000, 1_000_000)
WORDS = 25
QUESTIONS = 150


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one step over all questions: median and 95th percentile."""

    p50: float
    p95: float


def timing(seconds: list[float]) -> Timing:
    """Median and 95th percentile in milliseconds."""
    return Timing(float(np.median(seconds)) * 1000, float(np.quantile(seconds, 0.95)) * 1000)


def synthetic(library: Library, size: int) -> list[str]:
    """`size` texts of WORDS words, drawn with the frequencies of the edition."""
    words = np.array(re.findall(r"\w+", " ".join(p.text for p in library.knowledge.passages)))
    rng = np.random.default_rng(size)
    return [" ".join(words[rng.integers(len(words), size=WORDS)]) for _ in range(size)]


def build(library: Library, texts: list[str]) -> LocalIndex:
    """The two indexes over `texts`."""
    encoder = library.knowledge.encoder
    vectors = np.concatenate([encoder.encode_passages(texts[at:at + 20_000]) for at in range(0, len(texts), 20_000)])
    passages = [Passage(f"lokaal:b/{row}", "lokaal", "a", "b", "", text, "b", "lokaal", "2024")
                for row, text in enumerate(texts)]
    return LocalIndex(passages, VectorIndex.build(vectors), LexicalIndex.build(texts))


def measure(library: Library, questions: list[str]) -> dict[str, Timing]:
    """Times of the whole search and of its steps."""
    steps: dict[str, list[float]] = {"encode": [], "vectors": [], "n-grams": [], "national": [], "whole": []}
    local = library.local
    for question in questions:
        marks = [time.perf_counter()]
        vector = library.knowledge.encoder.encode_questions([question])[0]
        marks.append(time.perf_counter())
        local.vectors.search(vector, NEAREST)
        marks.append(time.perf_counter())
        local.grams.scores(question)
        marks.append(time.perf_counter())
        library.search_national(question)
        marks.append(time.perf_counter())
        library.search(question)
        marks.append(time.perf_counter())
        for name, seconds in zip(steps, np.diff(marks), strict=True):
            steps[name].append(float(seconds))
    return {name: timing(seconds) for name, seconds in steps.items()}


def steps(library: Library, questions: list[str]) -> dict[str, float]:
    """Mean milliseconds of a question to the booklet: its vector, and the whole search with it; one thread, as when serving."""
    threadpool_limits(1)
    measure(library, questions[:10])
    times = measure(library, questions)
    return {"the vector of a question": times["encode"].p50, "the whole search for it": times["national"].p50}


def main(arguments: list[str] | None = None) -> int:
    """Measure each size, print and write the report."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.bench", description="Measure the speed of the search.")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--out", type=Path, default=DOCS)
    parser.add_argument("--steps", action="store_true", help="only print the steps of one question as JSON, in milliseconds")
    options = parser.parse_args(arguments)
    try:
        library = open_library(read_settings())
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    lines = (TESTS / "stranger_questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [re.search(r'"question": "(.*?)"', line)[1] for line in lines if '"question"' in line][:QUESTIONS]
    if options.steps:
        print(json.dumps(steps(library, questions)))
        return 0
    report = ["# The search, timed", "", f"`make bench-search`, {datetime.date.today()}, {platform.machine()}, "
              f"{os.cpu_count()} cores. p50 / p95 in ms over {len(questions)} questions, after a warm-up.", "",
              "| local passages | index | build | encode | vectors | n-grams | booklet | whole search | peak memory |",
              "|---|---|---|---|---|---|---|---|---|"]
    for size in options.sizes:
        started = time.perf_counter()
        library._local, library._version = build(library, synthetic(library, size)), library.store.version
        seconds = time.perf_counter() - started
        measure(library, questions[:10])
        times = measure(library, questions)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024) / 1024
        kind = "flat" if size <= FLAT_UP_TO else "lists, 8 bits"
        columns = " | ".join(f"{t.p50:.1f} / {t.p95:.1f}" for t in times.values())
        report.append(f"| {size:,} | {kind} | {seconds:.0f} s | {columns}" + f" | {peak:.1f} GB |")
        print(report[-1], flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "bench.md").write_text("\n".join(report) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
