"""What a message in the middle of a draft is: content of the draft, or something said to the bot.

"moet de raad dit goedkeuren" may be a question to the bot or one that the draft puts to the college. A linear classifier tells
them apart, learnt at building time from what councillors typed at each step (knowledge/questions/drafting): by meaning, by
spelling, by how the message begins, and by the step. A second one tells danger from content that only sounds like it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy import sparse

from knowledge.lexical import FEATURES, count, weigh
from knowledge.linear import Linear, probability

CONTENT = "inhoud"
KINDS = (CONTENT, "vraag", "wijzig", "leeg", "lees", "terug", "stop", "ja", "nee", "opmerking")
GRAMS = {"analyzer": "char_wb", "ngram_range": (2, 5)}
WORDS = {"analyzer": "word", "ngram_range": (1, 3), "token_pattern": r"\S+"}
OPENING = 4  # words that a message opens with
QUESTIONS, CHECK = "vragen", "akkoord"  # the steps at which questions are content, and at which nothing is
STEPS = 2  # features that tell which of these steps it is, the last of a row
NO_STEP = ""
FILE = "drafting.npz"
C = 10.0  # how freely the classifier follows its examples


@dataclass(frozen=True)
class Typed:
    """What somebody typed at a step of a draft, and which of KINDS it is."""

    text: str
    step: str
    kind: str


@dataclass(frozen=True)
class Meant:
    """Which of KINDS a message most probably is, and how probable that is; content: how probable it is that it is content.

    danger: how probable it is that it tells of danger, to who typed it.
    """

    kind: str
    sure: float
    content: float
    danger: float = 1.0


@dataclass(frozen=True)
class Alarm:
    """What the second classifier learns from: what tells of danger, and what only looks like it."""

    danger: Sequence[str] = ()
    harmless: Sequence[str] = ()


NO_ALARM = Alarm()


class Drafting:
    """Both classifiers as one: an output for each of KINDS, and danger last."""

    def __init__(self, linear: Linear) -> None:
        self._linear = linear

    @classmethod
    def build(cls, encode: Callable[[list[str]], np.ndarray], typed: Sequence[Typed], alarm: Alarm = NO_ALARM) -> Drafting:
        """Learn from what was typed; without examples of every kind all is content. encode: texts → unit vectors."""
        if {one.kind for one in typed} != set(KINDS):
            return cls(Linear.constant(9.0, *[0.0] * len(KINDS)))
        from sklearn.linear_model import LogisticRegression  # only building learns; asking does without its seconds

        others = [Typed(text, NO_STEP, "") for text in (*alarm.danger, *alarm.harmless)]
        texts = [one.text for one in (*typed, *others)]
        rows = features_of(encode(texts), texts, [one.step for one in (*typed, *others)])
        columns = np.unique(rows.indices)
        rows = rows[:, columns]
        kinds = LogisticRegression(C=C, class_weight="balanced", max_iter=500, random_state=0)
        kinds.fit(rows[:len(typed)], [one.kind for one in typed])
        order = [list(kinds.classes_).index(kind) for kind in KINDS]
        weights, bias = list(kinds.coef_[order]), list(kinds.intercept_[order])
        if alarm.danger:
            danger = LogisticRegression(C=C, class_weight="balanced", solver="liblinear", random_state=0)
            danger.fit(rows, [len(typed) <= row < len(typed) + len(alarm.danger) for row in range(len(texts))])
            weights, bias = [*weights, danger.coef_[0]], [*bias, danger.intercept_[0]]
        else:
            weights, bias = [*weights, np.zeros(len(columns))], [*bias, 9.0]
        return cls(Linear(columns.astype(np.int64), np.array(weights, np.float32).T, np.array(bias, np.float32)))

    def read(self, vector: np.ndarray, text: str, step: str) -> Meant:
        """What a message at a step is. vector: its unit vector (dimension,)."""
        row = features_of(vector[None, :], [text], [step])
        odds = self._linear.odds(row)
        shares = np.exp(odds[:-1] - odds[:-1].max())
        shares /= shares.sum()
        best = int(shares.argmax())
        anywhere = row[:, :row.shape[1] - STEPS]  # danger is the same at every step
        return Meant(KINDS[best], float(shares[best]), float(shares[0]), probability(self._linear.odds(anywhere)[-1]))

    def save(self, folder: Path) -> None:
        """Write FILE into `folder`."""
        self._linear.save(folder / FILE)

    @classmethod
    def load(cls, folder: Path) -> Drafting:
        """Read what `save` wrote."""
        return cls(Linear.load(folder / FILE))


def read_typed(folder: Path) -> list[Typed]:
    """What stands in the `<kind>.yml` files of `folder`, by step; ValueError names a file of no known kind."""
    typed = []
    for path in sorted(folder.glob("*.yml")):
        if path.stem not in KINDS:
            raise ValueError(f"{path}: found the kind {path.stem!r}. Expected one of {', '.join(KINDS)}.")
        by_step = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        typed += [Typed(str(text).strip(), step, path.stem) for step, texts in by_step.items() for text in texts]
    return typed


def features_of(vectors: np.ndarray, texts: list[str], steps: list[str]) -> sparse.csr_matrix:
    """Features of messages (texts, dimension + 3 * FEATURES + 5): vectors, n-grams, openings, marks and step."""
    even = np.ones(FEATURES, np.float32)
    low = [text.lower() for text in texts]
    openings = [" ".join(["^", *text.split()[:OPENING]]) for text in low]
    grams = [weigh(count(many, **kind), even) for many, kind in ((low, GRAMS), (low, WORDS), (openings, WORDS))]
    marks = np.array([[text.rstrip().endswith("?"), "?" in text, min(len(text.split()) / 20, 2), step == QUESTIONS, step == CHECK]
                      for text, step in zip(texts, steps, strict=True)], dtype=np.float32)
    return sparse.hstack([sparse.csr_matrix(2 * vectors), *grams, sparse.csr_matrix(0.7 * marks)]).tocsr()
