"""The one door to FAISS: unit vectors in, nearest rows out."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np

# Up to here every row is compared: exact, and within a few milliseconds. Beyond it the rows are kept in lists around
# centres and in 8 bits, and only the nearest lists are read (docs/bench.md says what that costs and saves).
FLAT_UP_TO = 50_000
LISTS = 1024
PROBES = 48
TRAIN_PER_LIST = 48


class VectorIndex:
    """Cosine search over rows of vectors; they are normalised on adding and on asking."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: np.ndarray) -> VectorIndex:
        """Index `vectors`, float32 (rows, dimension): exactly up to FLAT_UP_TO rows, in lists beyond."""
        rows, dimension = vectors.shape
        if rows <= FLAT_UP_TO:
            index: faiss.Index = faiss.IndexFlatIP(dimension)
        else:
            index = faiss.index_factory(dimension, f"IVF{LISTS},SQ8", faiss.METRIC_INNER_PRODUCT)
            sample = np.random.default_rng(0).choice(rows, min(rows, LISTS * TRAIN_PER_LIST), replace=False)
            index.train(unit(vectors[sample]))
            index.nprobe = PROBES
        if rows:
            index.add(unit(vectors))
        return cls(index)

    def search(self, vector: np.ndarray, top_k: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows and cosines of the nearest `top_k` to `vector` (dimension,), best first; fewer where there are fewer.

        Raises ValueError when the vector has another dimension than the index.
        """
        if vector.shape != (self._index.d,):
            raise ValueError(f"Found a vector of shape {vector.shape}. Expected ({self._index.d},), as indexed. "
                             "Build the index again with this model: python -m knowledge build")
        if not self._index.ntotal:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        cosines, rows = self._index.search(unit(vector[None, :]), min(top_k, self._index.ntotal))
        found = rows[0] >= 0  # lists that hold too few rows leave gaps
        return rows[0][found], cosines[0][found]

    def __len__(self) -> int:
        return self._index.ntotal

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Read what `save` wrote."""
        return cls(faiss.read_index(str(path)))


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of vectors (rows, dimension) at length 1, float32; a row of nothing stays so."""
    vectors = np.ascontiguousarray(vectors, dtype=np.float32)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
