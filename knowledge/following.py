"""What a turn asks for after a passage was shown: the same search, weighed with how the turn leans on what came before.

"en wie betaalt dat?" after a passage on scholing asks for another part of scholing, "en wat krijg ik per maand?" does not.
Nothing is decided by rule: every passage gets log odds from its nearness to the turn, from whether it is of the subject
that was shown (and how much in the turn points back), and from the follow-ups banked for that subject: those that lie near, and
a classifier that learnt from them (follow_up_classifier.py). Some of those ask for a passage of another subject: "zijn wij dan hun baas?" after the griffie is about the raad as employer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path

import numpy as np

from knowledge.cues import Cues
from knowledge.follow_up_classifier import FollowUpClassifier, examples_of
from knowledge.index import unit
from knowledge.questions import FollowUp, Question

# Columns of `table`: nearness, for the passages of the subject that was shown what speaks for staying, and the follow-ups.
PARTS = ("nearness", "same", *(f"same_{field.name}" for field in fields(Cues)), "follows", "follow_up", "crosses", "shown",
         "read", "read_elsewhere", "reader")
WHOLE = ("lead", "vectors_over_silent", "grams_over_silent", "border", "asks", "asks_after", "same", "same_hollow", "same_pointing", "same_brief")
FILE = "follow_ups.npz"


@dataclass(frozen=True)
class Near:
    """How near the follow-ups of a subject lie to a turn: the cosine of the nearest one of each passage (passages,), 0 where
    there is none, and of the nearest one on which the sources are silent."""

    found: np.ndarray
    silent: float


@dataclass(frozen=True)
class Looked:
    """What speaks for each passage (passages, PARTS), the question's looks in WHOLE of the search, the follow-ups near it, and
    the cosine of the nearest banked question or follow-up."""

    table: np.ndarray
    whole: np.ndarray
    near: Near
    known: float


@dataclass(frozen=True)
class FollowUps:
    """The banked follow-ups, by the subject after which they are asked: of each its unit vector, float32 (rows, dimension),
    and the row of the passage that answers it or SILENT; and what was learnt from all of them."""

    vectors: dict[str, np.ndarray]
    owners: dict[str, np.ndarray]
    classifier: FollowUpClassifier = field(default_factory=lambda: FollowUpClassifier({}, {}))

    @classmethod
    def build(cls, encode, follow_ups: list[FollowUp], rows: dict[str, int], bank: Sequence[Question] = ()) -> FollowUps:
        """Index them. encode: questions → vectors; rows: passage id → row. Those of a passage that is not there are left out.

        bank: questions that the classifier learns from too.
        """
        kept = [f for f in follow_ups if f.passage is None or f.passage in rows]
        if not kept:
            return cls({}, {})
        examples = examples_of(encode, kept, bank, rows)
        own = examples.of(np.arange(len(kept)))
        return cls({str(topic): own.vectors[own.topics == topic] for topic in np.unique(own.topics)},
                   {str(topic): own.owners[own.topics == topic] for topic in np.unique(own.topics)},
                   FollowUpClassifier.build(examples))

    def nearest(self, vector: np.ndarray, topic: str, passages: int) -> Near:
        """How near the follow-ups of `topic` lie to a turn's vector (dimension,), for each of `passages` and for silence."""
        found = np.zeros(passages + 1, dtype=np.float32)  # the last row, which SILENT points at, is silence
        if topic in self.vectors:
            cosines = self.vectors[topic] @ unit(vector[None, :])[0]
            np.maximum.at(found, self.owners[topic], cosines)
        return Near(found[:-1], float(found[-1]))

    def save(self, folder: Path) -> None:
        """Write them, and the classifier, to a file each in `folder`."""
        self.classifier.save(folder)
        np.savez(folder / FILE, **{f"vectors/{topic}": rows for topic, rows in self.vectors.items()},
                 **{f"owners/{topic}": rows for topic, rows in self.owners.items()})

    @classmethod
    def load(cls, folder: Path) -> FollowUps:
        """Read what `save` wrote."""
        with np.load(folder / FILE) as stored:
            take = lambda kind: {name.removeprefix(kind): stored[name] for name in stored.files if name.startswith(kind)}
            return cls(take("vectors/"), take("owners/"), FollowUpClassifier.load(folder))


def table_of(nearness: np.ndarray, same: np.ndarray, shown: int, cues: Cues, near: np.ndarray, banked: float,
             read: np.ndarray, reader: np.ndarray) -> np.ndarray:
    """What speaks for each passage, float (passages, len(PARTS)).

    nearness: fused nearness (passages,). same: whether a passage is of the subject that was shown (passages,).
    shown: row of the passage that was shown. near: cosine of each passage's nearest follow-up (passages,).
    banked: cosine of the nearest banked question of all passages. read: what FollowUpClassifier.read says of each (passages,).
    reader: the log probability of each (passages,), to the reader of the message after this subject.
    """
    own = same.astype(np.float64)
    leans = [own * cue for cue in astuple(cues)]
    columns = [nearness - nearness.max(), own, *leans, own * (near.max(initial=0) - banked), own * near, (1 - own) * near,
               np.arange(len(own)) == shown, own * read, (1 - own) * read, reader]
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def whole_of(odds: np.ndarray, best: int, looked: Looked, cues: Cues) -> np.ndarray:
    """What says whether the `best` passage answers at all, float (len(WHOLE),)."""
    others = np.delete(odds, best)
    lead = float(odds[best] - others.max()) if len(others) else 0.0
    own = float(looked.table[best, PARTS.index("same")])
    return np.array([lead, *looked.whole, own, own * cues.hollow, own * cues.pointing, own * cues.brief], dtype=np.float64)


def weights_of(fusion: dict[str, float], names: tuple[str, ...]) -> np.ndarray:
    """The weights of `names`, in their order."""
    return np.array([fusion[name] for name in names])
