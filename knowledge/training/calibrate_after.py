"""Fitting what a turn asks for after a passage was shown (knowledge/following.py).

Fitted on exchanges (half of them, by hash), on the banked follow-ups, and on held-out questions that are asked while another
passage, of the same subject or of another one, was shown; the other halves only measure.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from knowledge import following
from knowledge.cues import read_cues
from knowledge.follow_up_classifier import examples_of, read_out_of_fold
from knowledge.following import Looked
from knowledge.questions import Exchange, FollowUp, Question
from knowledge.search import Knowledge
from knowledge.training.calibrate import is_for_fitting
from knowledge.types import Passage, Result

Search = Callable[[str, Passage, int], Result]
MOST_REFUSED = 0.035  # of the answerable exchanges that are fitted on
# A follow-up that leads to another subject weighs little: those of one passage were written together and lie near each
# other, so that they would be believed too much. With 1.0 the right passage came first in 85.0 % of the exchanges that
# measure, with 0.2 in 86.6 %.
WEIGHTS = {"exchange": 3.0, "follow_up": 1.0, "crossing": 0.25, "question": 0.5}
STAYS = 0.2  # of the turns about the same subject that ask more of the very passage: 20 to 25 % in three sets of conversations
ITSELF = 0.999  # a cosine from here on is the banked follow-up itself
SMALL = 1e-2


@dataclass(frozen=True)
class Case:
    """An exchange to fit on, how much it weighs, and whether it stands in the bank itself."""

    exchange: Exchange
    weight: float
    banked: bool = False


def cases_of(knowledge: Knowledge, exchanges: Iterable[Exchange], follow_ups: Iterable[FollowUp], questions: Iterable[Question],
             silent: Iterable[str], seed: int = 4) -> list[Case]:
    """The cases to fit on; which passage was shown before a follow-up or a question is drawn, always the same way."""
    draw = random.Random(seed)
    cases = [Case(one, WEIGHTS["exchange"]) for one in exchanges]
    for asked in follow_ups:
        own = knowledge.of_topic(asked.topic)
        others = [p for p in own if p.id != asked.passage] or own
        crosses = asked.passage is not None and asked.passage not in [p.id for p in own]
        stays = asked.passage is not None and not crosses and draw.random() < STAYS
        cases.append(Case(Exchange(asked.passage if stays else draw.choice(others).id, asked.text, asked.passage),
                          WEIGHTS["crossing" if crosses else "follow_up"], banked=True))
    for question in questions:
        topic = question.passage.split("/")[0]
        others = [p for p in knowledge.passages if p.topic != topic]
        siblings = [p for p in knowledge.of_topic(topic) if p.id != question.passage]
        for shown in filter(None, (others, siblings)):
            cases.append(Case(Exchange(draw.choice(shown).id, question.text, question.passage), WEIGHTS["question"]))
    for text in silent:  # near-misses: half of them after a passage of the subject that they nearly ask for
        near = knowledge.search(text, 1).hits[0].passage.topic
        shown = draw.choice(knowledge.of_topic(near) if draw.random() < 0.5 else knowledge.passages)
        cases.append(Case(Exchange(shown.id, text, None), WEIGHTS["question"]))
    return cases


def fit_after(knowledge: Knowledge, cases: list[Case], bank: list[Question]) -> dict:
    """The part `after` of fusion.json: weights of following.PARTS and WHOLE, and the threshold.

    bank: the questions that the classifier of follow-ups learns from too.
    """
    vectors = knowledge.encoder.encode_questions([case.exchange.text for case in cases])
    rows = {p.id: row for row, p in enumerate(knowledge.passages)}
    banked = [FollowUp(case.exchange.text, case.exchange.shown.split("/")[0], case.exchange.passage) for case in cases if case.banked]
    unseen = iter(read_out_of_fold(examples_of(knowledge.encoder.encode_questions, banked, bank, rows), len(banked), len(rows)))
    looked = [knowledge.look_after(case.exchange.text, knowledge.passage(case.exchange.shown), vector,
                                   *((ITSELF, next(unseen)) if case.banked else ()))
              for case, vector in zip(cases, vectors, strict=True)]
    right = [rows.get(case.exchange.passage or "", -1) for case in cases]
    answerable = [at for at, row in enumerate(right) if row >= 0]
    rank = _fit_rank(np.stack([looked[at].table for at in answerable]), np.array([right[at] for at in answerable]),
                     np.array([cases[at].weight for at in answerable]))
    evidence = np.stack([_whole(seen, rank, case.exchange.text) for seen, case in zip(looked, cases, strict=True)])
    labels, weights = np.array([row >= 0 for row in right]), np.array([case.weight for case in cases])
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


def _fit_rank(tables: np.ndarray, right: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weights under which the right passage is most probable. tables: (cases, passages, parts); right: (cases,) rows."""
    at = np.arange(len(right))

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        odds = tables @ parameters
        odds = np.exp(odds - odds.max(axis=1, keepdims=True))
        likely = odds / odds.sum(axis=1, keepdims=True)
        missed = -np.log(np.maximum(likely[at, right], 1e-12))
        slope = np.einsum("np,npk->nk", likely, tables) - tables[at, right]
        total = float(weights @ missed / weights.sum()) + SMALL * float(parameters @ parameters) / len(parameters)
        return total, weights @ slope / weights.sum() + 2 * SMALL * parameters / len(parameters)

    return minimize(loss, np.zeros(tables.shape[2]), jac=True, method="L-BFGS-B").x


def _whole(looked: Looked, rank: np.ndarray, text: str) -> np.ndarray:
    odds = looked.table @ rank
    return following.whole_of(odds, int(np.argmax(odds)), looked, read_cues(text))


def _named(names: tuple[str, ...], values: np.ndarray) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}
