"""The border of the sources: is this the kind of question that they answer, whatever passage comes first?

A linear classifier over character n-grams and word pairs, learnt at building time from the banked questions (answered)
and the silent ones. It sees what the passages can't show: "hoeveel handtekeningen" is asked, and answered nowhere.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

FEATURES = 2**18
KINDS = ({"analyzer": "char_wb", "ngram_range": (2, 5)}, {"analyzer": "word", "ngram_range": (1, 2)})


class Border:
    """Weights of the classifier, and the idf of its features."""

    def __init__(self, idf: np.ndarray, weights: np.ndarray, bias: float) -> None:
        self._idf, self._weights, self._bias = idf, weights, bias

    @classmethod
    def build(cls, answered: list[str], silent: list[str]) -> Border:
        """Learn the border between two lists of questions; without silent ones every question lies inside."""
        counts = _counts([*answered, *silent])
        idf = (np.log((1 + counts.shape[0]) / (1 + np.bincount(counts.indices, minlength=counts.shape[1]))) + 1)
        if not silent or not answered:
            return cls(idf.astype(np.float32), np.zeros(counts.shape[1], np.float32), 0.0)
        labels = np.concatenate([np.ones(len(answered)), np.zeros(len(silent))])
        model = LogisticRegression(C=3, class_weight="balanced", solver="liblinear", random_state=0)
        model.fit(_weigh(counts, idf), labels)
        return cls(idf.astype(np.float32), model.coef_[0].astype(np.float32), float(model.intercept_[0]))

    def score(self, question: str) -> float:
        """Log odds that the sources answer a question of this kind; below 0 it looks like one on which they are silent."""
        row = _weigh(_counts([question]), self._idf)
        return float(row.data @ self._weights[row.indices]) + self._bias

    def save(self, folder: Path) -> None:
        """Write `border.npz` into `folder`."""
        np.savez_compressed(folder / "border.npz", idf=self._idf, weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, folder: Path) -> Border:
        """Read what `save` wrote."""
        with np.load(folder / "border.npz", allow_pickle=False) as parts:
            return cls(parts["idf"], parts["weights"], float(parts["bias"]))


def _counts(texts: list[str]) -> sparse.csr_matrix:
    if not texts:  # scikit-learn takes no empty list
        return sparse.csr_matrix((0, FEATURES * len(KINDS)), dtype=np.float32)
    blocks = [HashingVectorizer(**kind, n_features=FEATURES, alternate_sign=False, norm=None, strip_accents="unicode",
                                dtype=np.float32).transform(texts) for kind in KINDS]
    return sparse.hstack(blocks).tocsr()


def _weigh(counts: sparse.csr_matrix, idf: np.ndarray) -> sparse.csr_matrix:
    """Sublinear counts times idf; the characters' and the words' half of a row each to unit length."""
    weights = counts.copy().astype(np.float32)
    weights.data = (1 + np.log(weights.data)) * idf[weights.indices].astype(np.float32)
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    for half in (weights.indices < FEATURES, weights.indices >= FEATURES):
        norms = np.sqrt(np.bincount(rows[half], weights=weights.data[half] ** 2, minlength=weights.shape[0]))
        weights.data[half] /= np.maximum(norms[rows[half]], 1e-12)
    return weights
