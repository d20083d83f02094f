"""Measuring the search: `make eval` writes docs/retrieval.md and docs/answered.png.

Asked are the questions held out of the bank (the half that fitted nothing) and those of a stranger who never saw the
bank. Every system ranks the same passages for the same questions; intervals are 95 % bootstrap intervals.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.build import open_knowledge
from knowledge.encoder import Encoder
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.questions import STYLES, Exchange, read_bank, read_exchanges, read_silent
from knowledge.search import PARTS, WHOLE, Knowledge, log_odds
from knowledge.settings import ROOT, read_settings
from knowledge.training.calibrate import is_for_fitting
from knowledge.training.calibrate_after import for_fitting, right_after

TESTS = ROOT.parent / "tests" / "data"
DOCS = ROOT.parent / "docs"
WINDOW = 700  # characters of the raw text, the baseline of the design
Scores = Callable[[str], np.ndarray]  # question → one score a passage


@dataclass(frozen=True)
class Asked:
    """A question to measure with: the rows of the passages that answer it, and its style."""

    text: str
    right: tuple[int, ...]
    style: str


@dataclass(frozen=True)
class Figures:
    """recall@1, @3, @5 and MRR, and the half-width of the interval of recall@3."""

    at_1: float
    at_3: float
    at_5: float
    mrr: float
    interval: tuple[float, float]


def read_asked(known: Knowledge) -> dict[str, list[Asked]]:
    """The sets to measure with, by name."""
    rows = {p.id: row for row, p in enumerate(known.passages)}
    held = read_bank(read_settings().questions / "held_out")
    sets = {"held out": [Asked(q.text, (rows[q.passage],), q.style) for q in held if not is_for_fitting(q.text)]}
    for name, file in (("stranger", "stranger_questions.jsonl"), ("second stranger", "second_stranger_questions.jsonl")):
        sets[name] = [Asked(r["question"], tuple(rows[p] for p in r["passages"]), r["style"]) for r in read_rows(TESTS / file)]
    return sets


def read_rows(path: Path) -> list[dict]:
    """The JSON lines of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rank_of(scores: np.ndarray, right: tuple[int, ...]) -> int:
    """How many passages come before the first right one; ties count against it."""
    best = max(scores[row] for row in right)
    return int((scores >= best).sum()) - sum(scores[row] >= best for row in right)


def figures(ranks: list[int]) -> Figures:
    """Recall, MRR and the bootstrap interval of recall@3."""
    found = np.array(ranks)
    draws = np.random.default_rng(1).integers(len(found), size=(2000, len(found)))
    low, high = np.quantile((found[draws] < 3).mean(axis=1), [0.025, 0.975])
    return Figures(float((found < 1).mean()), float((found < 3).mean()), float((found < 5).mean()),
                   float((1 / (found + 1)).mean()), (float(low), float(high)))


def whole_search(known: Knowledge, off: tuple[str, ...] = ()) -> Scores:
    """The search as it is, or with some of its looks off."""
    fusion = json.loads(json.dumps(known.fusion))
    for part in off:
        fusion["rank"][part] = 0.0

    def scores(question: str) -> np.ndarray:
        rows, table, whole = known.looks(question)
        full = np.full(len(known.passages), -np.inf)
        full[rows] = log_odds(fusion, table, whole)
        return full

    return scores


def of_texts(index_scores: Callable[[str], np.ndarray], owners: list[list[int]], passages: int) -> Scores:
    """A ranking of passages from one of texts: a passage is as good as the best text that holds it."""
    def scores(question: str) -> np.ndarray:
        full = np.full(passages, -np.inf)
        for score, rows in zip(index_scores(question), owners, strict=True):
            for row in rows:
                full[row] = max(full[row], score)
        return full

    return scores


def bm25(texts: list[str]) -> Callable[[str], np.ndarray]:
    """BM25 with Dutch stemming over `texts`."""
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("dutch")
    split = lambda batch: bm25s.tokenize(batch, stopwords=[], stemmer=stemmer, show_progress=False)
    retriever = bm25s.BM25()
    retriever.index(split(texts), show_progress=False)

    def scores(question: str) -> np.ndarray:
        tokens = split([question])
        names = {number: word for word, number in tokens.vocab.items()}
        return retriever.get_scores([names[t] for t in tokens.ids[0]]) if tokens.ids[0] else np.zeros(len(texts))

    return scores


def by_vectors(encoder: Encoder, texts: list[str]) -> Callable[[str], np.ndarray]:
    """Cosine of `texts` under an encoder."""
    index = VectorIndex.build(encoder.encode_passages(texts))

    def scores(question: str) -> np.ndarray:
        rows, cosines = index.search(encoder.encode_questions([question])[0], len(texts))
        full = np.zeros(len(texts))
        full[rows] = cosines
        return full

    return scores


def windows(known: Knowledge) -> tuple[list[str], list[list[int]]]:
    """Windows of the raw text, and the passages of which each holds at least half (or 200 letters)."""
    squeeze = lambda text: re.sub(r"[^0-9a-zà-ÿ€]", "", text.lower())
    raw = (ROOT / "source" / "brochure-2020.txt").read_text(encoding="utf-8")
    pieces = [raw[at:at + WINDOW] for at in range(0, len(raw), WINDOW // 2)]
    owners: list[list[int]] = [[] for _ in pieces]
    for row, passage in enumerate(known.passages):
        parts = [squeeze(s) for s in re.split(r"(?<=[.!?:])\s+|\n", passage.text) if len(squeeze(s)) > 8]
        for at, piece in enumerate(map(squeeze, pieces)):
            held = sum(len(part) for part in parts if part in piece)
            if held >= min(200, sum(map(len, parts)) / 2):
                owners[at].append(row)
    return pieces, owners


def systems(known: Knowledge) -> dict[str, Scores]:
    """Everything that is compared, by name."""
    readings, count = [p.reading for p in known.passages], len(known.passages)
    each = [[row] for row in range(count)]
    pieces, owners = windows(known)
    made = {"**the search**": whole_search(known)}
    for name, off in {"vectors": tuple(p for p in PARTS if "vectors" in p), "n-grams": tuple(p for p in PARTS if "grams" in p),
                      "question bank": tuple(p for p in PARTS if "question" in p),
                      "passage texts": tuple(p for p in PARTS if "passage" in p)}.items():
        made[f"without {name}"] = whole_search(known, off)
    made["BM25, Dutch stemming, passages"] = of_texts(bm25(readings), each, count)
    made["n-grams, raw windows"] = of_texts(LexicalIndex.build(pieces).scores, owners, count)
    made["BM25, raw windows"] = of_texts(bm25(pieces), owners, count)
    made["our encoder, raw windows"] = of_texts(by_vectors(known.encoder, pieces), owners, count)
    try:
        from knowledge.training.teacher import teacher_folder

        made["all-MiniLM-L6-v2 (English), passages"] = of_texts(
            by_vectors(Encoder.open(str(teacher_folder())), readings), each, count)
    except SystemExit:
        print("all-MiniLM-L6-v2 is not installed (requirements/training.in): its row is left out.")
    return made


def table(made: dict[str, Scores], asked: list[Asked]) -> list[str]:
    """Markdown rows: each system on a set of questions, recall@3 by style."""
    lines = ["| | R@1 | R@3 (95 %) | R@5 | MRR | " + " | ".join(f"R@3 {s}" for s in STYLES) + " |",
             "|---|" + "---|" * (4 + len(STYLES))]
    for name, scores in made.items():
        ranks = [rank_of(scores(a.text), a.right) for a in asked]
        all_of_it = figures(ranks)
        styles = [figures([r for r, a in zip(ranks, asked, strict=True) if a.style == style]).at_3 for style in STYLES]
        low, high = all_of_it.interval
        lines.append(f"| {name} | {all_of_it.at_1:.2f} | {all_of_it.at_3:.2f} ({low:.2f}–{high:.2f}) | {all_of_it.at_5:.2f} | "
                     f"{all_of_it.mrr:.2f} | " + " | ".join(f"{s:.2f}" for s in styles) + " |")
    return lines


def first_scores(known: Knowledge, texts: list[str]) -> np.ndarray:
    """The score of the first passage for each text."""
    return np.array([known.search(text, 1).hits[0].score for text in texts])


def answered(known: Knowledge, asked: dict[str, list[Asked]], picture: Path) -> list[str]:
    """Markdown rows: how many of each kind are answered at the threshold; and the curve as a picture."""
    kinds = {name: first_scores(known, [a.text for a in questions]) for name, questions in asked.items()}
    silent = [t for t in read_silent(read_settings().questions / "silent" / "held_out") if not is_for_fitting(t)]
    texts = {name: [a.text for a in questions] for name, questions in asked.items()}
    for who, file in (("stranger", "unanswerable.jsonl"), ("second stranger", "second_unanswerable.jsonl")):
        for kind, name in (("near", "near-misses"), ("far", "other worlds")):
            texts[f"{name} ({who})"] = [r["question"] for r in read_rows(TESTS / file)
                                        if r["split"] == "test" and r["kind"] == kind]
    texts["near-misses and other worlds (held out)"] = silent
    kinds |= {name: first_scores(known, rows) for name, rows in texts.items() if name not in kinds}
    threshold = known.fusion["threshold"]
    draw(kinds, len(asked), threshold, picture)
    lines = ["| questions | number | answered | refused |", "|---|---|---|---|"]
    for name, rows in texts.items():
        share = float(np.mean([known.search(text, 1).answered for text in rows]))
        lines.append(f"| {name} | {len(rows)} | {share:.1%} | {1 - share:.1%} |")
    return lines


def after(known: Knowledge, exchanges: list[Exchange]) -> list[str]:
    """Markdown rows: exchanges searched with the passage that was shown, and as if nothing had been said before."""
    kinds = {"on the same subject": lambda one: one.passage is None or one.passage.split("/")[0] == one.shown.split("/")[0],
             "on another subject": lambda one: one.passage is None or one.passage.split("/")[0] != one.shown.split("/")[0]}
    lines = ["| exchanges | number | right one first | right and answered | refused | silent ones refused |",
             "|---|---|---|---|---|---|"]
    for name, belongs in kinds.items():
        chosen = [one for one in exchanges if belongs(one)]
        for way, search in (("", known.search_after), (", searched alone", lambda text, _, top_k: known.search(text, top_k))):
            found = right_after(known, chosen, search)
            lines.append(f"| {name}{way} | {sum(one.passage is not None for one in chosen)} | {found['first']:.2f} | "
                         f"{found['right']:.2f} | {found['refused']:.2f} | {found['silent_refused']:.2f} |")
    return lines


def draw(kinds: dict[str, np.ndarray], answerable: int, threshold: float, picture: Path) -> None:
    """The share of each kind that is answered, over every threshold."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5))
    grid = np.linspace(0, 1, 201)
    for number, (name, scores) in enumerate(kinds.items()):
        axes.plot(grid, [(scores >= t).mean() for t in grid], label=name, linestyle="-" if number < answerable else "--")
    axes.axvline(threshold, color="grey", linewidth=1)
    axes.set(xlabel="threshold on the score of the first passage", ylabel="share answered", ylim=(0, 1), xlim=(0, 1))
    axes.legend()
    figure.tight_layout()
    figure.savefig(picture, dpi=110)
    pyplot.close(figure)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write the report."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.evaluate", description="Measure the search.")
    parser.add_argument("--out", type=Path, default=DOCS)
    out = parser.parse_args(arguments).out
    out.mkdir(parents=True, exist_ok=True)
    try:
        known = open_knowledge(read_settings())
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    asked, made = read_asked(known), systems(known)
    lines = ["# The search, measured", "", f"`make eval`, {datetime.date.today()}, {platform.machine()}, {os.cpu_count()} "
             f"cores. {len(known.passages)} passages, {len(known.owners)} banked questions, "
             f"{len(known.vectors['silent'])} silent ones.", ""]
    for name, questions in asked.items():
        lines += [f"## Questions: {name} ({len(questions)})", "", *table(made, questions), ""]
    lines += [f"## Answered or not, at the threshold {known.fusion['threshold']}", "",
              *answered(known, asked, out / "answered.png"), "", "![share answered over the threshold](answered.png)", "",
              f"Fused weights: {json.dumps(known.fusion['rank'])}; the question as a whole: "
              f"{json.dumps({part: known.fusion['answer'][part] for part in WHOLE})}.", ""]
    exchanges = for_fitting(read_exchanges(read_settings().questions / "held_out" / "exchanges"), fitting=False)
    lines += [f"## After an answer, at the threshold {known.fusion['after']['threshold']}", "", *after(known, exchanges), "",
              f"Weights: {json.dumps(known.fusion['after']['rank'])}.", ""]
    (out / "retrieval.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
