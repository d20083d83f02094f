"""How well messages are understood: `python -m bot.evaluate [--folds 5]`, in the Rasa runtime.

Trains each pipeline on the project's data without the held-out part, and measures intents and entities on messages that no
training saw; then cross-validates the pipeline in service. Writes docs/understanding.md and docs/confusion.png.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import json
import logging
import os
import platform
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.model_training import train_nlu
from rasa.nlu.test import generate_folds
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLWriter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.utils.log_utils import configure_structlog
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from bot.training import keep_no_books

ROOT = Path(__file__).resolve().parent.parent
HELD_OUT = ROOT / "knowledge" / "questions" / "held_out"
ACTS, ENTITIES = ROOT / "tests" / "data" / "understanding.jsonl", ROOT / "tests" / "data" / "entities.yml"
PART = 0.1
DIET = [{"name": "WhitespaceTokenizer"}, {"name": "RegexFeaturizer"}, {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": 15, "constrain_similarities": True, "random_seed": 20},
        {"name": "EntitySynonymMapper"}]


@dataclass(frozen=True)
class Asked:
    """A message and the intent that it should be read as."""

    text: str
    intent: str


@dataclass(frozen=True)
class Score:
    """What a trained pipeline made of a set of messages: shares in 0..1, times in seconds and milliseconds."""

    accuracy: float
    f1: float  # mean over the intents
    wanted: list[str]
    found: list[str]
    train_s: float = 0.0
    parse_ms: float = 0.0


def pipelines(config: dict[str, Any]) -> dict[str, tuple[dict[str, Any], float]]:
    """The configurations that are compared, by name, and the share of the examples that each learns from.

    None reads the question bank by itself. DIET needs some 40 minutes for all examples on two cores, so it is compared on a
    part, beside the n-grams on the same part.
    """
    ours = {key: value for key, value in config.items() if key not in ("importers", "policies")}
    without = [part for part in ours["pipeline"] if not part["name"].endswith("DutchVectors")]
    guard = [part for part in without if not part["name"].endswith("ThreatGuard")]
    return {"n-grams and our Dutch vectors, with the guards (in service)": (ours, 1.0),
            "n-grams alone": (ours | {"pipeline": guard}, 1.0),
            "n-grams alone, on a tenth of the examples": (ours | {"pipeline": guard}, PART),
            "DIET (Rasa's default), on the same tenth": (ours | {"pipeline": DIET}, PART)}


def part_of(data: TrainingData, share: float) -> TrainingData:
    """A share of the examples, drawn intent by intent, with all lookup tables and synonyms."""
    if share == 1.0:
        return data
    part = data.train_test_split(train_frac=share, random_seed=20)[0]
    part.lookup_tables, part.entity_synonyms, part.regex_features = data.lookup_tables, data.entity_synonyms, data.regex_features
    return part


def read_held_out() -> dict[str, list[Asked]]:
    """Messages that no training saw: questions about the topics, and acts."""
    topics = [Asked(str(text), path.stem) for path in sorted(HELD_OUT.glob("*.yml"))
              for styles in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).values()
              for texts in styles.values() for text in texts or []]
    acts = [Asked(**json.loads(line)) for line in ACTS.read_text(encoding="utf-8").splitlines()]
    return {"topics": topics, "acts": acts}


def train(config: dict[str, Any], data: TrainingData, folder: Path) -> tuple[Agent, float]:
    """A trained model of `config` on `data`, and the seconds that it took."""
    began = time.perf_counter()
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    RasaYAMLWriter().dump(str(folder / "data.yml"), data)
    model = train_nlu(str(folder / "config.yml"), str(folder / "data.yml"), str(folder))
    seconds = time.perf_counter() - began
    return Agent.load(model), seconds


def parse(agent: Agent, texts: list[str]) -> list[dict[str, Any]]:
    """What the model reads in each text."""
    async def every() -> list[dict[str, Any]]:
        return [await agent.processor.parse_message(UserMessage(text)) for text in texts]
    return asyncio.run(every())


def intents(agent: Agent, asked: list[Asked], train_s: float = 0.0) -> Score:
    """Intents of `asked` as the model reads them, against what they should be."""
    began = time.perf_counter()
    found = [top_intent(read) for read in parse(agent, [one.text for one in asked])]
    parse_ms = 1000 * (time.perf_counter() - began) / max(len(asked), 1)
    wanted = [one.intent for one in asked]
    f1 = precision_recall_fscore_support(wanted, found, labels=sorted(set(wanted)), average="macro", zero_division=0)[2]
    accuracy = float(np.mean([a == b for a, b in zip(wanted, found, strict=True)]))
    return Score(accuracy, float(f1), wanted, found, train_s, parse_ms)


def top_intent(read: dict[str, Any]) -> str:
    """The best intent of a parsed message; the fallback stands for the one below it."""
    name = read["intent"]["name"]
    if name == "nlu_fallback":
        name = next((row["name"] for row in read["intent_ranking"] if row["name"] != "nlu_fallback"), name)
    return name


def entities(agent: Agent) -> tuple[float, float, float, dict[str, tuple[int, int, int]]]:
    """Precision, recall and F1 of (entity, start, end) on ENTITIES; by entity: right, found, wanted."""
    examples = load_data(str(ENTITIES)).training_examples
    counts: dict[str, list[int]] = {}
    for example, read in zip(examples, parse(agent, [e.get("text") for e in examples]), strict=True):
        wanted = {(e["entity"], e["start"], e["end"]) for e in example.get("entities") or []}
        found = {(e["entity"], e["start"], e["end"]) for e in read["entities"]}
        for spans, column in ((wanted & found, 0), (found, 1), (wanted, 2)):
            for span in spans:
                counts.setdefault(span[0], [0, 0, 0])[column] += 1
    right, had, should = np.sum(list(counts.values()), axis=0) if counts else (0, 0, 0)
    precision, recall = right / max(had, 1), right / max(should, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return precision, recall, f1, {name: tuple(row) for name, row in sorted(counts.items())}


def cross_validate(config: dict[str, Any], data: TrainingData, folds: int) -> list[Score]:
    """Intent scores of each fold, trained on the others."""
    scores = []
    for number, (learnt, left) in enumerate(generate_folds(folds, data), 1):
        learnt.lookup_tables, learnt.entity_synonyms, learnt.regex_features = (
            data.lookup_tables, data.entity_synonyms, data.regex_features)
        with TemporaryDirectory() as folder:
            agent, seconds = train(config, learnt, Path(folder))
            scores.append(intents(agent, [Asked(e.get("text"), e.get("intent")) for e in left.intent_examples], seconds))
        print(f"fold {number} of {folds}: accuracy {scores[-1].accuracy:.3f}", file=sys.stderr, flush=True)
    return scores


def confused(wanted: list[str], found: list[str], most: int = 12) -> list[tuple[str, str, int]]:
    """The pairs of intents that are taken for one another most often."""
    return [(a, b, count) for (a, b), count in Counter(
        (a, b) for a, b in zip(wanted, found, strict=True) if a != b).most_common(most)]


def draw(wanted: list[str], found: list[str], path: Path) -> None:
    """The confusion table as a picture: rows are what was meant, columns what was read, as shares of the row."""
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot
    names = sorted(set(wanted) | set(found))
    table = confusion_matrix(wanted, found, labels=names).astype(float)
    table /= np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure, axes = pyplot.subplots(figsize=(15, 14))
    axes.imshow(table, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    for row, column in zip(*np.nonzero(table >= 0.05), strict=True):
        axes.text(column, row, f"{100 * table[row, column]:.0f}", ha="center", va="center", fontsize=5,
                  color="white" if table[row, column] > 0.5 else "black")
    axes.set_xlabel("read as")
    axes.set_ylabel("meant")
    figure.tight_layout()
    figure.savefig(path, dpi=80)
    pyplot.close(figure)


def report(config: dict[str, Any], data: TrainingData, folds: int, picture: Path) -> list[str]:
    """Measure everything; the lines of the report."""
    held_out = read_held_out()
    lines = ["# Understanding, measured", "",
             f"`make eval`, {datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores. "
             f"{len(data.intent_examples)} examples of {len(data.intents)} intents. Held out, never trained on: "
             + ", ".join(f"{len(asked)} of {name}" for name, asked in held_out.items()) + ".", "",
             "| pipeline | " + " | ".join(f"{name}: accuracy / F1" for name in held_out)
             + " | entities: precision / recall / F1 | trains | one message |",
             "|---|" + "---|" * (len(held_out) + 3)]
    details: list[str] = []
    for number, (name, (pipeline, share)) in enumerate(pipelines(config).items()):
        with TemporaryDirectory() as folder:
            agent, seconds = train(pipeline, part_of(data, share), Path(folder))
            scores = {part: intents(agent, asked, seconds) for part, asked in held_out.items()}
            precision, recall, f1, by_entity = entities(agent)
        cells = " | ".join(f"{score.accuracy:.3f} / {score.f1:.3f}" for score in scores.values())
        lines.append(f"| {name} | {cells} | {precision:.2f} / {recall:.2f} / {f1:.2f} | {seconds:.0f} s "
                     f"| {np.mean([score.parse_ms for score in scores.values()]):.1f} ms |")
        print(lines[-1], file=sys.stderr, flush=True)
        if number == 0:
            wanted = [w for score in scores.values() for w in score.wanted]
            found = [f for score in scores.values() for f in score.found]
            draw(wanted, found, picture)
            details = ["", "Entities in service (right / found / wanted): " + ", ".join(
                f"{entity} {right}/{had}/{should}" for entity, (right, had, should) in by_entity.items()) + ".", "",
                "Taken for one another most often (meant → read as): " + ", ".join(
                    f"{a} → {b} ({count})" for a, b, count in confused(wanted, found)) + ".", "",
                f"![meant against read, shares of the row]({picture.name})"]
    if folds:
        scores = cross_validate(next(iter(pipelines(config).values()))[0], data, folds)
        lines += ["", f"Cross-validation of the pipeline in service, {folds} folds: accuracy "
                  f"{np.mean([s.accuracy for s in scores]):.3f} ± {np.std([s.accuracy for s in scores]):.3f}, F1 "
                  f"{np.mean([s.f1 for s in scores]):.3f} ± {np.std([s.f1 for s in scores]):.3f}."]
    return [*lines, *details, ""]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print and write the report."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluate", description="Measure intents and entities.")
    parser.add_argument("--folds", type=int, default=5, help="folds of the cross-validation; 0 leaves it out")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    options = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    keep_no_books()
    configure_structlog(logging.ERROR)  # else Rasa prints a line for every message that it reads
    importer = TrainingDataImporter.load_from_config(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")])
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    lines = report(config, importer.get_nlu_data(), options.folds, options.out / "confusion.png")
    (options.out / "understanding.md").write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
