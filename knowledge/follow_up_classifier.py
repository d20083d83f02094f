"""Which passage a turn asks for by the follow-ups of the subject that was shown: learnt at building time, one classifier a subject.

The nearest banked follow-up can be a chance neighbour ("is dat verplicht" lies near "is dat verstandig"). A linear classifier
over the same vectors weighs all follow-ups of a subject at once, those that lead to another one and those on which the
sources are silent among them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.index import unit
from knowledge.questions import FollowUp, Question

FILE = "follow_up_classifier.npz"
SILENT = -1  # row of what no passage answers
LEAST = -6.0  # log probability below which passages are alike
BANKED = 0.3  # weight of a question that names its subject beside a follow-up, which does not


@dataclass(frozen=True)
class Examples:
    """What is learnt from: a unit vector each, float32 (rows, dimension), the subject after which it is asked, the row of the
    passage that it asks for (SILENT: none), and how much it weighs."""

    vectors: np.ndarray
    topics: np.ndarray
    owners: np.ndarray
    weights: np.ndarray

    def of(self, kept: np.ndarray) -> Examples:
        """Those that `kept`, a mask or rows, picks."""
        return Examples(self.vectors[kept], self.topics[kept], self.owners[kept], self.weights[kept])


def examples_of(encode: Callable[[list[str]], np.ndarray], follow_ups: Sequence[FollowUp], bank: Sequence[Question],
                rows: dict[str, int]) -> Examples:
    """First the follow-ups, in their order, then the banked questions of all subjects. encode: questions → vectors; rows:
    passage id → row; what asks for a passage that is not there must be left out."""
    texts = [*(one.text for one in follow_ups), *(one.text for one in bank)]
    owners = [*(SILENT if one.passage is None else rows[one.passage] for one in follow_ups), *(rows[one.passage] for one in bank)]
    topics = [*(one.topic for one in follow_ups), *(one.passage.split("/")[0] for one in bank)]
    weights = np.append(np.ones(len(follow_ups)), np.full(len(bank), BANKED))
    return Examples(unit(encode(texts)), np.array(topics), np.array(owners), weights)


@dataclass(frozen=True)
class FollowUpClassifier:
    """By subject: the weights, float32 (classes, dimension + 1), the bias last, and the row of the passage of each class."""

    weights: dict[str, np.ndarray]
    owners: dict[str, np.ndarray]

    @classmethod
    def build(cls, examples: Examples) -> FollowUpClassifier:
        """Learn one classifier for each subject whose examples ask for more than one passage."""
        weights, owners = {}, {}
        for topic in np.unique(examples.topics):
            own = examples.of(examples.topics == topic)
            if len(np.unique(own.owners)) < 2:
                continue
            from sklearn.linear_model import LogisticRegression  # only building learns; asking does without its seconds

            model = LogisticRegression(C=10, max_iter=300, tol=1e-3).fit(own.vectors, own.owners, sample_weight=own.weights)
            rows = np.column_stack([model.coef_, model.intercept_]).astype(np.float32)
            weights[str(topic)] = rows if len(rows) > 1 else np.vstack([np.zeros_like(rows), rows])  # of two classes it keeps one row
            owners[str(topic)] = model.classes_.astype(np.int64)
        return cls(weights, owners)

    def read(self, vector: np.ndarray, topic: str, passages: int) -> np.ndarray:
        """How probable each of `passages` is after `topic` for a turn's unit vector (dimension,): log probabilities above LEAST,
        0 and up, float (passages,); zeros for a subject without follow-ups."""
        found = np.full(passages + 1, LEAST)  # the last row, which SILENT points at, is silence
        if topic in self.weights:
            odds = self.weights[topic] @ np.append(vector, 1.0)
            found[self.owners[topic]] = np.maximum(odds - odds.max() - np.log(np.exp(odds - odds.max()).sum()), LEAST)
        return found[:-1] - LEAST

    def save(self, folder: Path) -> None:
        """Write it to one file in `folder`."""
        np.savez(folder / FILE, **{f"weights/{topic}": rows for topic, rows in self.weights.items()},
                 **{f"owners/{topic}": rows for topic, rows in self.owners.items()})

    @classmethod
    def load(cls, folder: Path) -> FollowUpClassifier:
        """Read what `save` wrote."""
        with np.load(folder / FILE) as stored:
            take = lambda kind: {name.removeprefix(kind): stored[name] for name in stored.files if name.startswith(kind)}
            return cls(take("weights/"), take("owners/"))

