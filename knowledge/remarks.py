"""What a message is to the bot: a remark that asks for nothing, or an act upon its last answer ("kan dat simpeler").

The intent classifier holds each of ninety intents for as likely as any other, a remark that speaks of the griffie for a
question about it, and "moet dat op papier of mag ik het gewoon zeggen" for a wish for simple words. This one weighs both
against everything that asks the sources; it is learnt at building time. On 1,500 turns of conversations that no training saw
it knew 0.92 of the remarks where it took one question in a hundred for one; the intents together knew 0.83.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from knowledge.drafting import NO_STEP, features_of
from knowledge.linear import Linear, probability

FILE = "remarks.npz"
REMARKS = ("groet", "dank", "opmerking", "afscheid", "laat_maar", "ja", "nee")  # the intents whose examples ask for nothing
# The intents of what is done to the conversation, rather than asked of the sources.
ACTS = ("eenvoudiger", "bron_vragen", "voorbeeld_vragen", "antwoord_mist", "corrigeer", "lees_meer", "opnieuw", "terug", "hulp",
        "wie_ben_je", "verschil", "overzicht", "engels", "belediging")
C = 5.0  # how freely the classifier follows its examples
NEVER = -9.0  # log odds of what nothing was learnt of


@dataclass(frozen=True)
class Said:
    """What people say to the bot: what asks for nothing, the acts upon an answer, and what else wants something (flows, danger)."""

    remarks: Sequence[str] = ()
    acts: Sequence[str] = ()
    wishes: Sequence[str] = ()


NOTHING_SAID = Said()


@dataclass(frozen=True)
class Tone:
    """How probable it is that a message asks for nothing, and that it is an act upon the last answer; each 0 to 1."""

    nothing: float
    act: float


class Remarks:
    """Two outputs: that a message asks for nothing, and that it is an act."""

    def __init__(self, linear: Linear) -> None:
        self._linear = linear

    @classmethod
    def build(cls, encode: Callable[[list[str]], np.ndarray], said: Said, asked: Sequence[str]) -> Remarks:
        """Learn what tells what is `said` from what is `asked` of the sources; what one side lacks is never heard. encode: texts →
        unit vectors."""
        texts = [*said.remarks, *said.acts, *said.wishes, *asked]
        if not texts:
            return cls(Linear.constant(NEVER, NEVER))
        rows = features_of(encode(texts), texts, [NO_STEP] * len(texts))
        columns = np.unique(rows.indices)
        rows, first = rows[:, columns], len(said.remarks) + len(said.acts)
        at = np.arange(len(texts))
        acts = (at >= len(said.remarks)) & (at < first)
        unsure = (at >= first) & (at < first + len(said.wishes))  # who wants a draft may act or ask: of acts they teach nothing
        learnt = [_learn(rows, at < len(said.remarks)), _learn(rows[~unsure], acts[~unsure])]
        weights, bias = zip(*learnt, strict=True)
        return cls(Linear(columns.astype(np.int64), np.array(weights, np.float32).T, np.array(bias, np.float32)))

    def read(self, vector: np.ndarray, text: str) -> Tone:
        """What a text is to the bot. vector: its unit vector (dimension,)."""
        nothing, act = self._linear.odds(features_of(vector[None, :], [text], [NO_STEP]))
        return Tone(probability(float(nothing)), probability(float(act)))

    def save(self, folder: Path) -> None:
        """Write FILE into `folder`."""
        self._linear.save(folder / FILE)

    @classmethod
    def load(cls, folder: Path) -> Remarks:
        """Read what `save` wrote."""
        return cls(Linear.load(folder / FILE))


def _learn(rows: sparse.csr_matrix, wanted: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights (features,) and bias of what tells the `wanted` rows from the others; without either kind it is never heard."""
    if wanted.all() or not wanted.any():
        return np.zeros(rows.shape[1]), NEVER
    from sklearn.linear_model import LogisticRegression  # only building learns; asking does without its seconds

    model = LogisticRegression(C=C, class_weight="balanced", solver="liblinear", random_state=0).fit(rows, wanted)
    return model.coef_[0], float(model.intercept_[0])
