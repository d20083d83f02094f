"""Linear classifiers over sparse rows, kept as plain numbers of the columns that they saw while learning."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

TINY = 1e-6  # probability that is never passed, so that log odds stay finite


@dataclass(frozen=True)
class Linear:
    """columns: those of the features that were seen, ascending, int64 (columns,); weights: float32 (columns, outputs); bias: (outputs,)."""

    columns: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    @classmethod
    def constant(cls, *bias: float) -> Linear:
        """What says the same of every row: one output for each `bias`."""
        return cls(np.zeros(0, np.int64), np.zeros((0, len(bias)), np.float32), np.array(bias, np.float32))

    def odds(self, row: sparse.csr_matrix) -> np.ndarray:
        """The log odds of each output, (outputs,), of one row of features (1, features)."""
        at = np.searchsorted(self.columns, row.indices)
        seen = at < len(self.columns)
        seen[seen] = self.columns[at[seen]] == row.indices[seen]
        return self.bias + row.data[seen] @ self.weights[at[seen]]

    def save(self, path: Path) -> None:
        """Write it to one file."""
        np.savez_compressed(path, columns=self.columns, weights=self.weights, bias=self.bias)

    @classmethod
    def load(cls, path: Path) -> Linear:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as parts:
            return cls(parts["columns"], parts["weights"], parts["bias"])


def between(one: float, other: float) -> float:
    """The probability whose log odds lie midway between those of two, each kept away from 0 and 1."""
    odds = [float(np.log(value / (1 - value))) for value in np.clip([one, other], TINY, 1 - TINY)]
    return probability(sum(odds) / 2)


def probability(odds: float) -> float:
    """The probability of log odds."""
    return float(1 / (1 + np.exp(-odds)))
