"""A griffie's own documents: one folder a document, read once, searched beside the booklet.

Each folder holds `document.json` (title, file, hash, passages) and the vectors, `vectors-<encoder>.npy`. A document is
written beside the store and moved into it when it is whole, so a crash leaves the documents that were there.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from pathlib import Path

import numpy as np

from knowledge.encoder import Encoder
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.types import Passage, passage_from

BATCH = 256  # passages that are embedded between two steps of the progress


@dataclass(frozen=True)
class LocalDocument:
    """A document of the griffie, as `list` shows it."""

    id: str
    title: str
    file: str
    hash: str
    added: str
    passages: int


class LocalStore:
    """The documents in one folder; `version` changes whenever a document came or went."""

    def __init__(self, folder: Path, encoder_name: str) -> None:
        self.folder = folder
        self._encoder_name = encoder_name

    @property
    def version(self) -> int:
        """Cheap to ask before every search: the folder's time of change."""
        try:
            return self.folder.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def list(self) -> list[LocalDocument]:
        """The documents, by id."""
        return [LocalDocument(**{**row, "passages": len(row["passages"])}) for row in map(self._row, self._folders())]

    def add(self, path: Path, encoder: Encoder, progress: Callable[[int, int], None]) -> tuple[LocalDocument, bool]:
        """Read, embed and keep one file; (document, False) when the same content is there already.

        A file of the same name replaces its older content. ValueError (Unreadable) says what is wrong with a file.
        """
        found = hash_of(path) if path.is_file() else ""
        identity = slug(path.stem)
        known = {document.id: document for document in self.list()}
        if found and identity in known and known[identity].hash == found:
            return known[identity], False
        from knowledge.reading import read_file  # its parsers load slowly, and only adding needs them

        title, passages = read_file(path, identity)
        vectors = []
        for start in range(0, len(passages), BATCH):
            vectors.append(encoder.encode_passages([p.reading for p in passages[start:start + BATCH]]))
            progress(min(start + BATCH, len(passages)), len(passages))
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        row = {"id": identity, "title": title, "file": path.name, "hash": found, "added": now,
               "passages": [asdict(p) for p in passages]}
        self._put(row, np.concatenate(vectors))
        return LocalDocument(**{**row, "passages": len(passages)}), True

    def remove(self, identity: str) -> None:
        """Forget a document; ValueError when there is none with this id."""
        target = self.folder / identity
        if identity not in {document.id for document in self.list()}:
            raise ValueError(f"Found no document {identity!r}. Expected one that 'python -m knowledge list' shows.")
        shutil.rmtree(target)
        self._touch()

    def open(self, encoder: Encoder) -> LocalIndex:
        """Every document's passages, indexed. Documents that another encoder embedded are embedded again."""
        passages: list[Passage] = []
        vectors = []
        for folder in self._folders():
            row = self._row(folder)
            own = [passage_from(p) for p in row["passages"]]
            kept = folder / f"vectors-{self._encoder_name}.npy"
            if not kept.exists():
                np.save(kept, encoder.encode_passages([p.reading for p in own]))
            passages += own
            vectors.append(np.load(kept, allow_pickle=False))
        stacked = np.concatenate(vectors) if vectors else np.zeros((0, encoder.dimension), np.float32)
        return LocalIndex(passages, VectorIndex.build(stacked), LexicalIndex.build([p.reading for p in passages]))

    def _folders(self) -> list[Path]:
        return sorted(path.parent for path in self.folder.glob("*/document.json") if not path.parent.name.startswith("."))

    def _row(self, folder: Path) -> dict:
        return json.loads((folder / "document.json").read_text(encoding="utf-8"))

    def _put(self, row: dict, vectors: np.ndarray) -> None:
        fresh, target = self.folder / f".{row['id']}.new", self.folder / row["id"]
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        np.save(fresh / f"vectors-{self._encoder_name}.npy", vectors)
        (fresh / "document.json").write_text(json.dumps(row, ensure_ascii=False, indent=1), encoding="utf-8")
        old = self.folder / f".{row['id']}.old"
        shutil.rmtree(old, ignore_errors=True)
        if target.exists():
            target.rename(old)
        fresh.rename(target)
        shutil.rmtree(old, ignore_errors=True)
        self._touch()

    def _touch(self) -> None:
        (self.folder / ".changed").write_text(datetime.now(timezone.utc).isoformat(), encoding="utf-8")
        (self.folder / ".changed").unlink()


@dataclass(frozen=True)
class LocalIndex:
    """Passages of the griffie's documents with their two indexes."""

    passages: list[Passage]
    vectors: VectorIndex
    grams: LexicalIndex

    def looks(self, question: str, vector: np.ndarray, nearest: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows of the candidates (n,), and their cosines by vectors and by n-grams (n, 2)."""
        if not self.passages:
            return np.zeros(0, np.int64), np.zeros((0, 2), np.float32)
        grams = self.grams.scores(question)
        near, cosines = self.vectors.search(vector, nearest)
        by_grams = np.argpartition(-grams, min(nearest, len(grams) - 1))[:nearest]
        rows = np.union1d(near, by_grams)
        table = np.full((len(rows), 2), cosines.min(initial=0), dtype=np.float32)
        table[np.searchsorted(rows, near), 0] = cosines
        table[:, 1] = grams[rows]
        return rows, table


def hash_of(path: Path) -> str:
    """Hash of a file's content, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while piece := content.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()[:16]


def slug(name: str) -> str:
    """A name for a folder and an id: lower case, ASCII, dashes."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"
