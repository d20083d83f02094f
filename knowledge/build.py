"""Building, opening and checking the index: a folder of plain parts with a manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from knowledge.border import Border
from knowledge.documents import read_edition
from knowledge.drafting import Alarm, Drafting, read_typed
from knowledge.encoder import Encoder, fingerprint
from knowledge.facts import FOLDER as FACTS
from knowledge.faq import faq
from knowledge.following import FollowUps
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.library import Library
from knowledge.local import LocalStore, slug
from knowledge.questions import DANGERS, read_bank, read_follow_ups, read_harmless, read_silent, read_talk
from knowledge.reader import FILE as READER
from knowledge.reader import Reader
from knowledge.remarks import ACTS, REMARKS, Remarks, Said
from knowledge.search import FUSION, Knowledge
from knowledge.settings import Settings
from knowledge.types import passage_from

FORMAT = 9
STORY = "verhaal"  # the style of questions that come with a story, of which danger must not be suspected
DANGEROUS = "bedreiging/"  # the passages whose stories do tell of it
INDEXES = ("passages", "questions", "silent")


def fusion_of(settings: Settings) -> Path:
    """The weights of the search: those that lie beside the encoder, else the built-in ones."""
    own = Path(settings.encoder) / "fusion.json"
    return own if own.exists() else FUSION


def manifest_of(settings: Settings) -> dict:
    """What an index built with `settings` is made of: format, model, and a hash of every source file."""
    banked = [path for folder in (".", "silent", "follow_up", "drafting", "harmless") for path in (settings.questions / folder).glob("*.yml")]
    sources = [*settings.edition.glob("*.md"), settings.edition / "overtaken.yml", *banked, fusion_of(settings),
               FACTS / "wet.yml",
               *settings.talk.glob("*.yml")]
    folder = Path(settings.encoder)
    return {
        "format": FORMAT,
        "encoder": {"name": folder.name if folder.is_dir() else settings.encoder,
                    "weights": fingerprint(folder) if folder.is_dir() else None,
                    "query_prompt": settings.query_prompt, "passage_prompt": settings.passage_prompt},
        "sources": {f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()[:16]
                    for path in sorted(sources) if path.exists()},
    }


def open_encoder(settings: Settings) -> Encoder:
    """The encoder that `settings` names, with its prompts."""
    return Encoder.open(settings.encoder, settings.query_prompt, settings.passage_prompt)


def open_reader(encoder: Encoder, settings: Settings, path: Path = READER) -> Reader | None:
    """The reader, which knows the pieces of the encoder that it was learnt with; None with any other."""
    known = path.exists() and Path(settings.encoder).is_dir() and Reader.encoder_of(path) == fingerprint(Path(settings.encoder))
    return Reader.load(path, encoder.pieces) if known else None


def is_current(settings: Settings) -> bool:
    """Whether the index folder was built from today's sources with today's model."""
    try:
        found = json.loads((settings.index / "manifest.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError):
        return False
    found.pop("dimension", None)
    return found == manifest_of(settings)


def build(settings: Settings) -> Knowledge:
    """Build the index beside the old one and put it in its place when it is whole."""
    encoder = open_encoder(settings)
    passages = read_edition(settings.edition)
    bank = read_bank(settings.questions)
    known = {p.id for p in passages}
    strays = sorted({q.passage for q in bank} - known)
    if strays:
        raise ValueError(f"The question bank has questions for {', '.join(strays)}, which are no passages. "
                         "Expected ids of the edition; correct the file in knowledge/questions and build again.")
    remarks = read_talk(settings.talk, REMARKS)
    knowledge = Knowledge.build(encoder, passages, bank, read_silent(settings.questions / "silent"),
                                read_talk(settings.talk), read_follow_ups(settings.questions / "follow_up"),
                                fusion_of(settings), read_typed(settings.questions / "drafting"),
                                Alarm(read_talk(settings.talk, DANGERS), [
                                    *read_harmless(settings.questions / "harmless"), *remarks,
                                    *(one.text for one in bank if one.style == STORY and not one.passage.startswith(DANGEROUS))]),
                                Said(remarks, read_talk(settings.talk, ACTS), read_talk(settings.talk, wishes_of(settings.talk))),
                                open_reader(encoder, settings))
    fresh = settings.index.with_name(settings.index.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _write(fresh, knowledge, {**manifest_of(settings), "dimension": encoder.dimension})
    # The web channel renders this one: it may not import the search.
    (fresh / "faq.json").write_text(json.dumps(faq(settings.edition, passages), ensure_ascii=False), encoding="utf-8")
    old = settings.index.with_name(settings.index.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if settings.index.exists():
        settings.index.rename(old)
    fresh.rename(settings.index)
    shutil.rmtree(old, ignore_errors=True)
    return knowledge


def wishes_of(folder: Path) -> list[str]:
    """The intents of the training data in `folder` that want something else than an act, danger among them."""
    return [path.stem for path in sorted(folder.glob("*.yml")) if path.stem not in (*REMARKS, *ACTS)]


def open_knowledge(settings: Settings) -> Knowledge:
    """Open the index folder; ValueError when it is missing, or was built with another model or from other sources."""
    path = settings.index / "manifest.json"
    if not path.exists():
        raise ValueError(f"Found no index in {settings.index}. Expected one. Run: python -m knowledge build")
    found, expected = json.loads(path.read_text(encoding="utf-8")), manifest_of(settings)
    for key in ("format", "encoder"):
        if found.get(key) != expected[key]:
            raise ValueError(f"The index in {settings.index} was built with {key} {found.get(key)}. "
                             f"Expected {expected[key]}. Run: python -m knowledge build")
    then, now = found.get("sources", {}), expected["sources"]
    changed = sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
    if changed:
        raise ValueError(f"The index in {settings.index} was built from other sources: {len(changed)} changed since, "
                         f"such as {changed[0]}. Expected today's. Run: python -m knowledge build")
    encoder = open_encoder(settings)
    if found["dimension"] != encoder.dimension:
        raise ValueError(f"The index in {settings.index} has dimension {found['dimension']}, the model "
                         f"{encoder.dimension}. Run: python -m knowledge build")
    return _read(settings.index, encoder, fusion_of(settings), open_reader(encoder, settings))


def open_library(settings: Settings) -> Library:
    """The index, and beside it the griffie's own documents; errors as `open_knowledge`."""
    return Library(open_knowledge(settings), local_store(settings))


def local_store(settings: Settings) -> LocalStore:
    """The griffie's own documents; vectors carry the name of the encoder that made them."""
    encoder = manifest_of(settings)["encoder"]
    return LocalStore(settings.local, encoder["weights"] or slug(encoder["name"]))


def _write(folder: Path, knowledge: Knowledge, manifest: dict) -> None:
    def dump(name: str, value: object) -> None:
        (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")

    dump("passages.json", [asdict(p) for p in knowledge.passages])
    dump("owners.json", knowledge.owners.tolist())
    knowledge.follow_ups.save(folder)
    knowledge.vectors["talk"].save(folder / "talk.faiss")
    for name in INDEXES:
        knowledge.vectors[name].save(folder / f"{name}.faiss")
        knowledge.grams[name].save(folder, f"{name}-grams")
    knowledge.border.save(folder)
    knowledge.drafting.save(folder)
    knowledge.remarks.save(folder)
    dump("manifest.json", manifest)


def _read(folder: Path, encoder: Encoder, fusion: Path, reader: Reader | None) -> Knowledge:
    load = lambda name: json.loads((folder / name).read_text(encoding="utf-8"))
    return Knowledge(
        encoder, [passage_from(row) for row in load("passages.json")], load("owners.json"),
        {name: VectorIndex.load(folder / f"{name}.faiss") for name in (*INDEXES, "talk")},
        {name: LexicalIndex.load(folder, f"{name}-grams") for name in INDEXES}, Border.load(folder),
        FollowUps.load(folder), fusion, Drafting.load(folder), Remarks.load(folder), reader,
    )
