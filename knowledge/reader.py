"""The reader: which passage a message asks for, or that it asks for none, from its pieces in their order.

The vectors of the search are the mean of a message's pieces: a story about home weighs as much in them as the question at its
end. The reader takes the strongest trace of each feature, wherever it stands, of one piece and of three in a row, beside the
mean; and it knows after which subject the message comes. Learnt by `python -m knowledge.training --reader` from the question
bank, the follow-ups and the training data of Rasa; kept as plain numbers (knowledge/reader.npz) and read without PyTorch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("reader.npz")
# What a message may be beside a question that a passage answers: one on which the sources are silent, a remark that asks for
# nothing, an act upon the last answer, the start of a flow, what belongs to another door, and danger of two kinds.
KINDS = ("zwijgt", "opmerking", "handeling", "stap", "elders", "dreiging", "wanhoop")
LONGEST = 64  # pieces of a message that are read
MEAN = 4.0  # length of the mean vector beside the other features
LEAST = -12.0  # log probability below which passages are alike
MOST = 6.0  # log odds beyond which all is equally sure


@dataclass(frozen=True)
class Reading:
    """What was read in a message: the log probability of each passage, float (passages,); the log odds that one answers it at all, within
    MOST; and the probability of each of KINDS. learnt: whether a reader read it, or there is none."""

    passages: np.ndarray
    asks: float
    kinds: dict[str, float]
    learnt: bool = True

    @property
    def danger(self) -> float:
        """The probability that the message tells of danger to who typed it."""
        return self.kinds["dreiging"] + self.kinds["wanhoop"]


class Reader:
    """The weights of the reader, and the pieces that it reads. Read-only: safe to share."""

    def __init__(self, pieces: Callable[[str], np.ndarray], weights: dict[str, np.ndarray], passages: Sequence[str],
                 topics: Sequence[str]) -> None:
        """pieces: a text → the vectors of its pieces, float32 (pieces, dimension). passages: ids, in the order of the outputs;
        after them come KINDS. topics: the subjects after which a message may come."""
        self._pieces, self._weights = pieces, weights
        self._passages = list(passages)
        self._at = {identity: row for row, identity in enumerate(self._passages)}
        self._topics = {topic: row for row, topic in enumerate(topics, 1)}  # 0: none

    def read(self, text: str, topic: str | None, order: Sequence[str]) -> Reading:
        """What a message asks for after an answer on `topic`, if any. order: the ids of the passages that are told, in their order."""
        found = self._log_probabilities(text, topic)
        kinds = {kind: float(np.exp(value)) for kind, value in zip(KINDS, found[len(self._passages):], strict=True)}
        new = float(found[:len(self._passages)].max())  # of a passage that was not there at learning the other looks must tell
        told = np.array([found[self._at[identity]] if identity in self._at else new for identity in order])
        answered = float(np.exp(found[:len(self._passages)]).sum())
        not_so = max(1.0 - answered, 1e-9)
        return Reading(np.maximum(told, LEAST), float(np.clip(np.log(max(answered, 1e-9) / not_so), -MOST, MOST)), kinds)

    def _log_probabilities(self, text: str, topic: str | None) -> np.ndarray:
        w, pieces = self._weights, self._pieces(text)[:LONGEST]
        if not len(pieces):
            pieces = np.zeros((1, len(w["inp.weight"][0])), np.float32)
        total = pieces.sum(axis=0)
        mean = MEAN * total / max(float(np.linalg.norm(total)), 1e-12)
        hidden = relu(pieces @ w["inp.weight"].T + w["inp.bias"])
        one = relu(hidden @ w["convs.0.weight"][:, :, 0].T + w["convs.0.bias"])
        edge = np.zeros((1, hidden.shape[1]), hidden.dtype)
        rows = np.vstack([edge, hidden, edge])
        three = relu(sum(rows[at:at + len(hidden)] @ w["convs.1.weight"][:, :, at].T for at in range(3)) + w["convs.1.bias"])
        attention = three @ w["att.weight"].T + w["att.bias"]
        attention = np.exp(attention - attention.max(axis=0))
        attention /= attention.sum(axis=0)
        context = w["ctx.weight"][self._topics.get(topic or "", 0)]
        features = np.concatenate([one.max(axis=0), three.max(axis=0), mean, context, (attention.T @ three).ravel()])
        odds = w["out.weight"] @ relu(w["hid.weight"] @ features + w["hid.bias"]) + w["out.bias"] + w["direct.weight"] @ mean + w["direct.bias"]
        return odds - odds.max() - np.log(np.exp(odds - odds.max()).sum())

    def save(self, path: Path, encoder: str) -> None:
        """Write the weights to one file, in 16 bits. encoder: the fingerprint of the one whose pieces it reads."""
        np.savez_compressed(path, encoder=np.array(encoder), passages=np.array(self._passages), topics=np.array(list(self._topics)),
                            **{f"w/{name}": value.astype(np.float16) for name, value in self._weights.items()})

    @staticmethod
    def encoder_of(path: Path) -> str:
        """The fingerprint of the encoder whose pieces a saved reader reads."""
        with np.load(path, allow_pickle=False) as stored:
            return str(stored["encoder"])

    @classmethod
    def load(cls, path: Path, pieces: Callable[[str], np.ndarray]) -> Reader:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            weights = {name.removeprefix("w/"): stored[name].astype(np.float32) for name in stored.files if name.startswith("w/")}
            return cls(pieces, weights, stored["passages"].tolist(), stored["topics"].tolist())


def nothing_read(passages: int) -> Reading:
    """What is read without a reader: of each of so many passages the same, and nothing is ruled out."""
    return Reading(np.full(passages, -np.log(max(passages, 1))), 0.0, dict.fromkeys(KINDS, 0.5), learnt=False)


def relu(values: np.ndarray) -> np.ndarray:
    """The values, 0 where they are negative."""
    return np.maximum(values, 0.0)
