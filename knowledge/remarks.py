"""Whether a message asks for nothing: a reaction, a plan, what goes on at home, a thank-you or a farewell.

The intent classifier holds each of ninety intents for as likely as any other, and a remark that speaks of the griffie for a
question about it. This one weighs remarks against everything that wants an answer; it is learnt at building time. On 1,500 turns
of conversations that no training saw it knew 0.92 of the remarks where it took one question in a hundred for one; the intents
together knew 0.83.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.drafting import NO_STEP, features_of
from knowledge.linear import Linear, probability

FILE = "remarks.npz"
REMARKS = ("groet", "dank", "opmerking", "afscheid", "laat_maar", "ja", "nee")  # the intents whose examples ask for nothing
C = 5.0  # how freely the classifier follows its examples


@dataclass(frozen=True)
class Said:
    """What people say to the bot: what asks for nothing, and acts that want something though they are no question."""

    remarks: Sequence[str] = ()
    acts: Sequence[str] = ()


NOTHING_SAID = Said()


class Remarks:
    """One output: that a message asks for nothing."""

    def __init__(self, linear: Linear) -> None:
        self._linear = linear

    @classmethod
    def build(cls, encode: Callable[[list[str]], np.ndarray], remarks: Sequence[str], others: Sequence[str]) -> Remarks:
        """Learn what tells `remarks` from `others`; without either nothing is a remark. encode: texts → unit vectors."""
        if not remarks or not others:
            return cls(Linear.constant(-9.0))
        from sklearn.linear_model import LogisticRegression  # only building learns; asking does without its seconds

        texts = [*remarks, *others]
        rows = features_of(encode(texts), texts, [NO_STEP] * len(texts))
        columns = np.unique(rows.indices)
        model = LogisticRegression(C=C, class_weight="balanced", solver="liblinear", random_state=0)
        model.fit(rows[:, columns], np.arange(len(texts)) < len(remarks))
        return cls(Linear(columns.astype(np.int64), model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)))

    def read(self, vector: np.ndarray, text: str) -> float:
        """How probable it is that a text asks for nothing. vector: its unit vector (dimension,)."""
        return probability(float(self._linear.odds(features_of(vector[None, :], [text], [NO_STEP]))[0]))

    def save(self, folder: Path) -> None:
        """Write FILE into `folder`."""
        self._linear.save(folder / FILE)

    @classmethod
    def load(cls, folder: Path) -> Remarks:
        """Read what `save` wrote."""
        return cls(Linear.load(folder / FILE))
