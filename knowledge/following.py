"""What a turn asks for after a passage was shown: the same search, weighed with how the turn leans on what came before.

"en wie betaalt dat?" after a passage on scholing asks for another part of scholing, "en wat krijg ik per maand?" does not.
Nothing is decided by rule: every passage gets log odds from its nearness to the turn, from whether it is of the subject
that was shown (and how much in the turn points back), and from the banked follow-ups of that passage that lie near.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

import numpy as np

from knowledge.cues import Cues
from knowledge.index import VectorIndex
from knowledge.questions import FollowUp

# Columns of `table`: nearness, and for the passages of the subject that was shown the rest.
PARTS = ("nearness", "same", *(f"same_{field.name}" for field in fields(Cues)), "follows", "follow_up", "shown")
WHOLE = ("lead", "vectors_over_silent", "grams_over_silent", "border", "same", "same_hollow", "same_pointing", "same_brief")
DEEP = 60  # banked follow-ups that are looked at


@dataclass(frozen=True)
class FollowUps:
    """The banked follow-ups that a passage answers: their vectors, and the row of the passage of each."""

    vectors: VectorIndex
    owners: np.ndarray

    @classmethod
    def build(cls, encode, follow_ups: list[FollowUp], rows: dict[str, int], dimension: int) -> FollowUps:
        """Index the answerable ones. encode: questions → vectors; rows: passage id → row."""
        kept = [f for f in follow_ups if f.passage in rows]
        vectors = encode([f.text for f in kept]) if kept else np.zeros((0, dimension), np.float32)
        return cls(VectorIndex.build(vectors), np.array([rows[f.passage] for f in kept], dtype=np.int64))

    def nearest(self, vector: np.ndarray, passages: int, left_out: float = 1.1) -> np.ndarray:
        """For each of `passages` the cosine of its nearest follow-up (passages,), 0 where none lies near.

        left_out: cosines from here on do not count, for measuring with the follow-ups themselves.
        """
        found = np.zeros(passages, dtype=np.float32)
        rows, cosines = self.vectors.search(vector, DEEP)
        kept = cosines < left_out
        np.maximum.at(found, self.owners[rows[kept]], cosines[kept])
        return found


def table_of(nearness: np.ndarray, same: np.ndarray, shown: int, cues: Cues, follow_ups: np.ndarray, banked: float) -> np.ndarray:
    """What speaks for each passage, float (passages, len(PARTS)).

    nearness: fused nearness (passages,). same: whether a passage is of the subject that was shown (passages,).
    shown: row of the passage that was shown. follow_ups: cosine of each passage's nearest follow-up (passages,).
    banked: cosine of the nearest banked question of all passages.
    """
    own = same.astype(np.float64)
    leans = [own * cue for cue in astuple(cues)]
    columns = [nearness - nearness.max(), own, *leans, own * (follow_ups.max(initial=0) - banked), own * follow_ups,
               np.arange(len(own)) == shown]
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def whole_of(odds: np.ndarray, best: int, whole: np.ndarray, same: np.ndarray, cues: Cues) -> np.ndarray:
    """What says whether the `best` passage answers at all, float (len(WHOLE),); whole: the looks of the search's WHOLE."""
    others = np.delete(odds, best)
    lead = float(odds[best] - others.max()) if len(others) else 0.0
    own = float(same[best])
    return np.array([lead, *whole, own, own * cues.hollow, own * cues.pointing, own * cues.brief], dtype=np.float64)


def weights_of(fusion: dict[str, float], names: tuple[str, ...]) -> np.ndarray:
    """The weights of `names`, in their order."""
    return np.array([fusion[name] for name in names])
