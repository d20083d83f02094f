"""Train the Dutch encoder and the reader, and fit the fusion: `python -m knowledge.training --data FOLDER`.

Steps that are done are read back from the work folder, so an interrupted run goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from knowledge.build import open_encoder, open_reader
from knowledge.documents import read_edition
from knowledge.encoder import fingerprint, save_static, save_transformer
from knowledge.local import LocalStore
from knowledge.questions import Question, read_bank, read_exchanges, read_follow_ups, read_silent, read_talk
from knowledge.reader import FILE as READER
from knowledge.reader import Reader
from knowledge.search import FUSION, Knowledge
from knowledge.settings import ROOT, Settings
from knowledge.training import pairs, reader, static, teacher, tokens, transformer, tune
from knowledge.training.calibrate import calibrate, fit_local, is_for_fitting, read_unanswerable
from knowledge.training.calibrate_after import cases_of, fit_after, for_fitting
from knowledge.training.turns import read_turns
from knowledge.types import Passage

WEIGHTS = {"glossary": 3.0, "parallel": 4.0}  # the project's own pairs are few and matter most
ENCODER = ROOT / "encoder"
CHUNK = 8192  # texts embedded at a time
TESTS = ROOT.parent / "tests" / "data"
CONVERSATIONS = ROOT.parent / "tests" / "conversations"
UNANSWERABLE = TESTS / "unanswerable.jsonl"
REGLEMENT, REGLEMENT_QUESTIONS = TESTS / "reglement.md", TESTS / "reglement_questions.jsonl"  # made up, for local documents


@dataclass(frozen=True)
class Material:
    """What both kinds of encoder learn from."""

    texts: list[str]
    targets: np.ndarray  # teacher's vectors, float32 (texts, 384)
    weights: np.ndarray
    tokenizer: Tokenizer
    readings: dict[str, str]  # passage id → text
    bank: list
    silent: list[str]


def gather(data: Path, work: Path) -> Material:
    """Read pairs, passages and bank; embed the English side; train the tokenizer."""
    every = pairs.read_general(data) + pairs.read_own()
    english = sorted({p.english for p in every}, key=lambda text: (len(text), text))
    vectors = teacher.embed(english, work)
    at = {text: row for row, text in enumerate(english)}
    settings = Settings()
    edition = read_edition(settings.edition)
    readings, bank = {p.id: p.reading for p in edition}, asked_of(edition, settings)
    path = work / "tokenizer.json"
    if not path.exists():
        own = [p.dutch for p in every] + 3 * list(readings.values()) + [q.text for q in bank]
        tokens.train(tokens.corpus(data, own)).save(str(path))
    return Material([p.dutch for p in every], vectors[[at[p.english] for p in every]],
                    np.array([WEIGHTS.get(p.source, 1.0) for p in every], dtype=np.float32),
                    Tokenizer.from_file(str(path)), readings, bank, read_silent(settings.questions / "silent"))


def asked_of(edition: list[Passage], settings: Settings) -> list[Question]:
    """What is asked of each passage: the banked questions, and the follow-ups behind the subject that they leave out.

    The piece vectors learn what "wie is daar de baas" is about: with the follow-ups the right passage came first for 657 of
    709 turns after an answer, without them for 650 (knowledge/encoder/README.md).
    """
    titles, passages = {p.topic: p.title for p in edition}, {p.id for p in edition}
    leaning = [Question(f"{titles[one.topic]} {one.text}", one.passage, "follow_up")
               for one in read_follow_ups(settings.questions / "follow_up") if one.passage in passages]
    return [*read_bank(settings.questions), *leaning]


def train_static(material: Material, work: Path, out: Path, steps: int) -> None:
    """Distil and tune the static encoder, and write it to `out`."""
    model = static.train(material.tokenizer, material.texts, material.targets, material.weights, work / "static.pt")
    np.save(work / "static.npy", model.folded())
    tune.tune(model, lambda texts: model.embed(material.tokenizer, texts), material.bank, material.silent,
              material.readings, (material.texts, material.targets), work / "static-tuned.pt", steps, rate=1e-3)
    save_static(material.tokenizer, model.folded(), str(out))


def tune_further(data: Path, work: Path, out: Path, steps: int) -> None:
    """Tune the static encoder in `out` on today's bank, and write it back; no teacher is needed: what it knows of general
    Dutch is kept by its own vectors."""
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    model = static.StaticModel.of(load_file(out / "model.safetensors")["embedding.weight"])
    settings = Settings()
    edition = read_edition(settings.edition)
    texts = sorted({p.dutch for p in pairs.read_general(data) + pairs.read_own()})
    with torch.no_grad():
        targets = np.concatenate([model.embed(tokenizer, texts[at:at + CHUNK]).cpu().numpy()
                                  for at in range(0, len(texts), CHUNK)])
    tune.tune(model, lambda texts: model.embed(tokenizer, texts), asked_of(edition, settings),
              [*read_silent(settings.questions / "silent"), *read_talk(settings.talk)], {p.id: p.reading for p in edition},
              (texts, targets), work / "static-further.pt", steps, rate=1e-3)
    save_static(tokenizer, model.folded(), str(out))


def train_transformer(material: Material, work: Path, out: Path, steps: int, epochs: int = 2) -> None:
    """Distil and tune the transformer, which starts from the static encoder's vectors, and write it to `out`."""
    if not (work / "static.npy").exists():
        model = static.train(material.tokenizer, material.texts, material.targets, material.weights, work / "static.pt")
        np.save(work / "static.npy", model.folded())
    bert = transformer.build(np.load(work / "static.npy"), material.tokenizer, work)
    bert = transformer.train(bert, material.tokenizer, material.texts, material.targets, material.weights,
                             work / "transformer.pt", epochs)
    tune.tune(bert.train(), lambda texts: transformer.pooled(bert, material.tokenizer, texts), material.bank,
              material.silent, material.readings, (material.texts, material.targets), work / "transformer-tuned.pt", steps,
              rate=5e-5, batch=48, general_batch=64)
    save_transformer(material.tokenizer, bert.to("cpu").eval(), str(out))


def train_reader(settings: Settings, target: Path, passes: int) -> None:
    """Learn the reader with the static encoder of `settings`, and write it to `target` whole or not at all."""
    folder, edition = Path(settings.encoder), read_edition(settings.edition)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    vectors = load_file(folder / "model.safetensors")["embedding.weight"].float().numpy()
    weights = reader.train(settings, edition, tokenizer, vectors, passes)
    partial = target.with_name(f"{target.stem}.tmp.npz")
    Reader(lambda text: vectors[:0], weights, [p.id for p in edition], reader.topics_of(edition)).save(partial, fingerprint(folder))
    partial.replace(target)


def fit_fusion(settings: Settings, target: Path) -> dict:
    """Fit the fusion with the encoder of `settings`, and write it to `target` whole or not at all."""
    bank = read_bank(settings.questions)
    encoder, edition = open_encoder(settings), read_edition(settings.edition)
    knowledge = Knowledge.build(encoder, edition, bank,
                                read_silent(settings.questions / "silent"), read_talk(settings.talk),
                                read_follow_ups(settings.questions / "follow_up"), reader=open_reader(encoder, settings))
    turns = [one for one in read_turns(CONVERSATIONS, edition) if is_for_fitting(one.text)]
    silent = [text for text in read_silent(settings.questions / "silent" / "held_out") if is_for_fitting(text)]
    held_out = read_bank(settings.questions / "held_out")
    fusion = calibrate(knowledge, held_out, [*silent, *read_unanswerable(UNANSWERABLE, "calibrate")], turns)
    knowledge.fusion |= fusion
    fusion["after"] = fit_after(knowledge, cases_of(
        knowledge, for_fitting(read_exchanges(settings.questions / "held_out" / "exchanges")),
        [q for q in held_out if is_for_fitting(q.text)], silent, turns))
    with TemporaryDirectory() as folder:
        store = LocalStore(Path(folder), "fit")
        store.add(REGLEMENT, knowledge.encoder, lambda done, total: None)
        asked = [json.loads(line) for line in REGLEMENT_QUESTIONS.read_text("utf-8").splitlines()]
        fitting = [row for row in asked if is_for_fitting(row["question"])]
        fusion["local"] = fit_local(store.open(knowledge.encoder), knowledge.encoder.encode_questions, fitting)
    partial = target.with_suffix(".tmp")
    partial.write_text(json.dumps(fusion, indent=1) + "\n", encoding="utf-8")
    partial.replace(target)
    return fusion


def main(arguments: list[str] | None = None) -> int:
    """Train one kind of encoder, then fit the fusion on it."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.training", description="Train the Dutch encoder.")
    parser.add_argument("--data", type=Path, help="folder with parallel/, lexicon/ and documents/")
    parser.add_argument("--work", type=Path, default=ROOT.parent / ".training", help="folder for what can be resumed")
    parser.add_argument("--out", type=Path, default=ENCODER, help="where the encoder goes")
    parser.add_argument("--kind", choices=("static", "transformer"), default="static")
    parser.add_argument("--steps", type=int, default=900, help="tuning steps (static 900, transformer 600)")
    parser.add_argument("--epochs", type=int, default=2, help="of the transformer's first stage (default 2)")
    parser.add_argument("--further", action="store_true", help="tune the static encoder of --out on today's bank")
    parser.add_argument("--only-reader", action="store_true", help="keep the encoder, learn the reader and fit the fusion again")
    parser.add_argument("--passes", type=int, default=10, help="of the reader over its examples (default 10)")
    parser.add_argument("--only-fusion", action="store_true", help="keep the encoder, fit the fusion again")
    options = parser.parse_args(arguments)
    torch.set_num_threads(max(torch.get_num_threads(), 1))
    if not options.only_fusion and not options.only_reader:
        if options.data is None or not (options.data / "parallel" / "en-nl.tsv").exists():
            print(f"Found no parallel/en-nl.tsv in {options.data}. Expected the data folder. "
                  "Run: python -m knowledge.training --data FOLDER", file=sys.stderr)
            return 1
        options.work.mkdir(parents=True, exist_ok=True)
        material = None if options.further else gather(options.data, options.work)
        if options.further:
            tune_further(options.data, options.work, options.out, options.steps)
        elif options.kind == "static":
            train_static(material, options.work, options.out, options.steps)
        else:
            train_transformer(material, options.work, options.out, options.steps, options.epochs)
    if options.out.resolve() == ENCODER and options.kind == "static" and not options.only_fusion:
        train_reader(Settings(encoder=str(options.out)), READER, options.passes)
    # An encoder that is only tried keeps its fusion beside it: the one in service stays as it is.
    target = FUSION if options.out.resolve() == ENCODER else options.out / "fusion.json"
    print(json.dumps(fit_fusion(Settings(encoder=str(options.out)), target)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
