"""The lexical part of the search: character n-grams, which survive typing mistakes, inflection and compounds."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

FEATURES = 2**18
GRAMS = {"analyzer": "char_wb", "ngram_range": (3, 5)}


class LexicalIndex:
    """TF-IDF of character 3- to 5-grams within words; cosine against every text."""

    def __init__(self, matrix: sparse.csc_matrix, idf: np.ndarray) -> None:
        self._matrix = matrix
        self._idf = idf

    @classmethod
    def build(cls, texts: list[str]) -> LexicalIndex:
        """Index `texts`; row i of every later score is texts[i]."""
        counts = count(texts, **GRAMS)
        idf = rarity(counts)
        return cls(sparse.csc_matrix(weigh(counts, idf)), idf)

    def scores(self, question: str) -> np.ndarray:
        """Cosine of `question` with every text, float32 (texts,), 0..1."""
        weights = weigh(_grams(question), self._idf)
        # Only the columns of the question's grams are touched: an inverted index.
        return np.asarray(self._matrix[:, weights.indices] @ weights.data, dtype=np.float32)

    def save(self, folder: Path, name: str) -> None:
        """Write `<name>.npz` and `<name>-idf.npy` into `folder`."""
        sparse.save_npz(folder / f"{name}.npz", self._matrix)
        np.save(folder / f"{name}-idf.npy", self._idf)

    @classmethod
    def load(cls, folder: Path, name: str) -> LexicalIndex:
        """Read what `save` wrote."""
        return cls(sparse.load_npz(folder / f"{name}.npz"), np.load(folder / f"{name}-idf.npy"))


@lru_cache(maxsize=64)  # several indexes look at the same question in turn
def _grams(question: str) -> sparse.csr_matrix:
    return count([question], **GRAMS)


def count(texts: list[str], **kind: object) -> sparse.csr_matrix:
    """Hashed counts of one kind of feature (scikit-learn's analyzer and ngram_range), float32 (texts, FEATURES)."""
    if not texts:  # scikit-learn takes no empty list
        return sparse.csr_matrix((0, FEATURES), dtype=np.float32)
    return counter(**kind).transform(texts)


@cache
def counter(**kind: object) -> HashingVectorizer:
    """scikit-learn's counter of one kind of feature."""
    return HashingVectorizer(**kind, n_features=FEATURES, alternate_sign=False, norm=None, strip_accents="unicode", dtype=np.float32)


def rarity(counts: sparse.csr_matrix) -> np.ndarray:
    """Inverse document frequency of each feature, float32 (features,)."""
    seen = np.bincount(counts.indices, minlength=counts.shape[1])
    return (np.log((1 + counts.shape[0]) / (1 + seen)) + 1).astype(np.float32)


def weigh(counts: sparse.csr_matrix, idf: np.ndarray) -> sparse.csr_matrix:
    """Sublinear counts times idf, each row to unit length."""
    weights = counts.copy()
    weights.data = (1 + np.log(weights.data)) * idf[weights.indices]
    lengths = np.diff(weights.indptr)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    norms = np.sqrt(np.bincount(rows, weights=weights.data**2, minlength=len(lengths)))
    weights.data /= np.maximum(norms, 1e-12).astype(np.float32)[rows]
    return weights
