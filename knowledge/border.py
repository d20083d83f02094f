"""The border of the sources: is this the kind of question that they answer, whatever passage comes first?

A linear classifier over character n-grams and word pairs, learnt at building time from the banked questions (answered)
and the silent ones. It sees what the passages can't show: "hoeveel handtekeningen" is asked, and answered nowhere.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy import sparse

from knowledge.lexical import FEATURES, count, rarity, weigh

KINDS = ({"analyzer": "char_wb", "ngram_range": (2, 5)}, {"analyzer": "word", "ngram_range": (1, 2)})


class Border:
    """Weights of the classifier, and the idf of each kind of its features."""

    def __init__(self, idfs: list[np.ndarray], weights: np.ndarray, bias: float) -> None:
        self._idfs, self._weights, self._bias = idfs, weights, bias

    @classmethod
    def build(cls, answered: list[str], silent: list[str]) -> Border:
        """Learn the border between two lists of questions; without silent ones every question lies inside."""
        questions = [*answered, *silent]
        idfs = [rarity(count(questions, **kind)) for kind in KINDS]
        if not silent or not answered:
            return cls(idfs, np.zeros(FEATURES * len(KINDS), np.float32), 0.0)
        from sklearn.linear_model import LogisticRegression  # only building learns; asking does without its seconds

        labels = np.concatenate([np.ones(len(answered)), np.zeros(len(silent))])
        model = LogisticRegression(C=3, class_weight="balanced", solver="liblinear", random_state=0)
        model.fit(_weighed(questions, idfs), labels)
        return cls(idfs, model.coef_[0].astype(np.float32), float(model.intercept_[0]))

    def score(self, question: str) -> float:
        """Log odds that the sources answer a question of this kind; below 0 it looks like one on which they are silent."""
        row = _weighed([question], self._idfs)
        return float(row.data @ self._weights[row.indices]) + self._bias

    def save(self, folder: Path) -> None:
        """Write `border.npz` into `folder`."""
        np.savez_compressed(folder / "border.npz", idf=np.stack(self._idfs), weights=self._weights, bias=self._bias)

    @classmethod
    def load(cls, folder: Path) -> Border:
        """Read what `save` wrote."""
        with np.load(folder / "border.npz", allow_pickle=False) as parts:
            return cls(list(parts["idf"]), parts["weights"], float(parts["bias"]))


def _weighed(texts: list[str], idfs: list[np.ndarray]) -> sparse.csr_matrix:
    """The weighed features of each kind side by side, each kind's part of a row of unit length."""
    parts = [weigh(count(texts, **kind), idf) for kind, idf in zip(KINDS, idfs, strict=True)]
    return sparse.hstack(parts).tocsr()
