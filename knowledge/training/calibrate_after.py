"""Fitting what a turn asks for after a passage was shown (knowledge/following.py).

Fitted on exchanges and on turns of conversations (half of them, by hash), and on held-out questions that are asked while another
passage, of the same subject or of another one, was shown; the other halves only measure. The banked follow-ups are no cases:
what the reader makes of them says nothing, it has learnt them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge import following
from knowledge.cues import read_cues
from knowledge.following import Looked
from knowledge.questions import Exchange, Question
from knowledge.search import Knowledge
from knowledge.training.calibrate import is_for_fitting, weigh_parts
from knowledge.training.turns import Turned
from knowledge.types import Passage, Result

Search = Callable[[str, Passage, int], Result]
MOST_REFUSED = 0.035  # of the answerable exchanges that are fitted on
WEIGHTS = {"exchange": 1.0, "turn": 1.0, "question": 0.25}
SMALL = 1e-2


@dataclass(frozen=True)
class Case:
    """A turn to fit on, with the passage that was shown before it, and how much it weighs."""

    turn: Turned
    weight: float


def cases_of(knowledge: Knowledge, exchanges: Iterable[Exchange], questions: Iterable[Question], silent: Iterable[str],
             turns: Iterable[Turned] = (), seed: int = 4) -> list[Case]:
    """The cases to fit on; which passage was shown before a question is drawn, always the same way."""
    draw = random.Random(seed)
    cases = [Case(Turned(one.text, one.shown, frozenset({one.passage} if one.passage else ())), WEIGHTS["exchange"]) for one in exchanges]
    cases += [Case(one, WEIGHTS["turn"]) for one in turns if one.shown]
    for question in questions:
        topic = question.passage.split("/")[0]
        others = [p for p in knowledge.passages if p.topic != topic]
        siblings = [p for p in knowledge.of_topic(topic) if p.id != question.passage]
        for shown in filter(None, (others, siblings)):
            cases.append(Case(Turned(question.text, draw.choice(shown).id, frozenset({question.passage})), WEIGHTS["question"]))
    for text in silent:  # near-misses: half of them after a passage of the subject that they nearly ask for
        near = knowledge.search(text, 1).hits[0].passage.topic
        shown = draw.choice(knowledge.of_topic(near) if draw.random() < 0.5 else knowledge.passages)
        cases.append(Case(Turned(text, shown.id, frozenset()), WEIGHTS["question"]))
    return cases


def fit_after(knowledge: Knowledge, cases: list[Case]) -> dict:
    """The part `after` of fusion.json: weights of following.PARTS and WHOLE, and the threshold."""
    vectors = knowledge.encoder.encode_questions([case.turn.text for case in cases])
    looked = [knowledge.look_after(case.turn.text, knowledge.passage(case.turn.shown), vector)
              for case, vector in zip(cases, vectors, strict=True)]
    right = np.array([[p.id in case.turn.right for p in knowledge.passages] for case in cases])
    labels, weights = right.any(axis=1), np.array([case.weight for case in cases])
    rank = weigh_parts(np.stack([one.table for one, label in zip(looked, labels, strict=True) if label]), right[labels], weights[labels], small=SMALL)
    evidence = np.stack([_whole(seen, rank, case.turn.text) for seen, case in zip(looked, cases, strict=True)])
    weights = weights / np.where(labels, weights[labels].sum(), weights[~labels].sum())  # both sides weigh alike
    scale = np.maximum(evidence.std(axis=0), 1e-6)
    model = LogisticRegression(C=10, max_iter=1000).fit(evidence / scale, labels, sample_weight=weights * len(cases))
    found, bias = model.coef_[0] / scale, float(model.intercept_[0])
    scores = 1 / (1 + np.exp(-(bias + evidence @ found)))
    asked = np.array([case.weight == WEIGHTS["exchange"] for case in cases]) & labels
    return {"rank": _named(following.PARTS, rank), "answer": {"bias": round(bias, 4), **_named(following.WHOLE, found)},
            "threshold": round(float(np.quantile(scores[asked if asked.any() else labels], MOST_REFUSED)), 4)}


def right_after(knowledge: Knowledge, exchanges: list[Exchange], search: Search | None = None) -> dict[str, float]:
    """How exchanges come out: shares of the answerable ones that are right and refused, and of the silent ones refused.

    search: how each is searched (text, shown passage, number of hits); knowledge.search_after where left out.
    """
    search = search or knowledge.search_after
    found = [(one, search(one.text, knowledge.passage(one.shown), 1)) for one in exchanges]
    asked = [(one, result) for one, result in found if one.passage]
    silent = [result for one, result in found if not one.passage]
    return {"first": float(np.mean([result.hits[0].passage.id == one.passage for one, result in asked])),
            "right": float(np.mean([result.answered and result.hits[0].passage.id == one.passage for one, result in asked])),
            "refused": float(np.mean([not result.answered for _, result in asked])),
            "silent_refused": float(np.mean([not result.answered for result in silent]))}


def for_fitting(exchanges: Iterable[Exchange], fitting: bool = True) -> list[Exchange]:
    """The half of the exchanges that is fitted on, or the half that only measures."""
    return [one for one in exchanges if is_for_fitting(one.text) is fitting]


def _whole(looked: Looked, rank: np.ndarray, text: str) -> np.ndarray:
    odds = looked.table @ rank
    return following.whole_of(odds, int(np.argmax(odds)), looked, read_cues(text))


def _named(names: tuple[str, ...], values: np.ndarray) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}
