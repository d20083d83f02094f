"""Fitting the fusion: how the looks of the search weigh, and from which score on the first passage is an answer.

Fitted on half of the held-out questions and on the `calibrate` half of the unanswerable ones; the other halves only
measure. The encoder saw none of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from knowledge.local import LocalIndex
from knowledge.questions import Question
from knowledge.search import PARTS, WHOLE, Knowledge, leads

Encode = Callable[[list[str]], np.ndarray]
# Of the answerable held-out questions: six in ten share no word with the sources, so they are refused three times as
# often as a stranger's (docs/retrieval.md). A wrong answer shames the griffie, but it stands beside its source; in whole
# conversations a needless refusal was the commoner fault: from 0.125 to 0.085 the strangers' questions that have an answer are
# refused 2.5 % instead of 4.7 %, and those that have none are answered 4.0 % instead of 2.5 %.
MOST_REFUSED = 0.085
MOST_WRONG = 0.05  # of the questions that a local document does not answer


def is_for_fitting(text: str) -> bool:
    """Half of the held-out questions, by hash: always the same half."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def read_unanswerable(path: Path, split: str) -> list[str]:
    """Questions of one split (`calibrate` or `test`) of the unanswerable ones."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [row["question"] for row in rows if row["split"] == split]


def fit_rank(knowledge: Knowledge, questions: list[Question]) -> dict[str, float]:
    """Weights (≥ 0) of PARTS under which the right passage is most probable among the candidates."""
    cases = []
    for question in questions:
        rows, table, _ = knowledge.looks(question.text)
        right = [at for at, row in enumerate(rows) if knowledge.passages[row].id == question.passage]
        if right:
            cases.append((table, right[0]))

    def loss(weights: np.ndarray) -> float:
        total = 0.0
        for table, right in cases:
            fused = table @ weights
            top = fused.max()
            total += top + np.log(np.exp(fused - top).sum()) - fused[right]
        return total / len(cases) + 1e-3 * float(weights @ weights) / len(weights)

    found = minimize(loss, np.full(len(PARTS), 4.0), method="L-BFGS-B", bounds=[(0, 40)] * len(PARTS))
    return {part: round(float(weight), 3) for part, weight in zip(PARTS, found.x, strict=True)}


def evidence(knowledge: Knowledge, rank: dict[str, float], texts: Iterable[str]) -> np.ndarray:
    """For each text: the first passage's fused nearness, its lead, and the looks in WHOLE; shape (texts, 5)."""
    rows = []
    for text in texts:
        _, table, whole = knowledge.looks(text)
        fused = table @ np.array([rank[part] for part in PARTS])
        rows.append([fused.max(), leads(fused).max(), *whole])
    return np.array(rows)


def fit_answer(answerable: np.ndarray, unanswerable: np.ndarray) -> tuple[dict[str, float], float]:
    """Weights of the log odds that a question is answered, and the threshold on the score."""
    evidence_all = np.concatenate([answerable, unanswerable])
    labels = np.concatenate([np.ones(len(answerable)), np.zeros(len(unanswerable))])
    # Both sides weigh alike: how often users ask the unanswerable is not known.
    weight = np.where(labels == 1, 0.5 / len(answerable), 0.5 / len(unanswerable))
    scale = evidence_all.std(axis=0)

    def loss(parameters: np.ndarray) -> float:
        odds = parameters[0] + (evidence_all / scale) @ parameters[1:]
        return float(weight @ np.logaddexp(0, np.where(labels == 1, -odds, odds))) + 1e-4 * float(parameters @ parameters)

    bounds = [(None, None), (0, None), (0, None), (0, None), (0, None), (0, None)]
    found = minimize(loss, np.array([0.0, 1.0, 0.5, 0.5, 0.5, 1.0]), method="L-BFGS-B", bounds=bounds).x
    weights = found[1:] / scale
    names = ("nearness", "lead", *WHOLE)
    answer = {"bias": round(float(found[0]), 4), **{n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}}
    scores = 1 / (1 + np.exp(-(found[0] + answerable @ weights)))
    return answer, round(float(np.quantile(scores, MOST_REFUSED)), 4)


def fit_local(index: LocalIndex, encode: Encode, asked: list[dict]) -> dict[str, float]:
    """Weights of the two looks at a local passage, and the threshold, from questions on a document of its own.

    asked: rows of {question, articles, answered}; a passage is right when its heading names one of the articles.
    """
    rows, labels, firsts = [], [], []
    for row in asked:
        at, table = index.looks(row["question"], encode([row["question"]])[0], 50)
        right = np.array([names_article(index.passages[i].heading, row["articles"]) for i in at], dtype=bool)
        hard = np.argsort(-table.sum(axis=1))[:8]  # the wrong ones that are easily taken for right
        chosen = np.union1d(hard, np.flatnonzero(right))
        rows.append(table[chosen])
        labels.append(right[chosen])
        firsts.append((table, row["answered"]))
    model = LogisticRegression(C=100, class_weight="balanced", max_iter=500)
    model.fit(np.concatenate(rows), np.concatenate(labels))
    weights, bias = model.coef_[0], float(model.intercept_[0])
    best = lambda table: 1 / (1 + np.exp(-(bias + (table @ weights).max())))
    unanswerable = np.array([best(table) for table, answered in firsts if not answered])
    return {"bias": round(bias, 4), "passage_vectors": round(float(weights[0]), 4),
            "passage_grams": round(float(weights[1]), 4),
            "threshold": round(float(np.quantile(unanswerable, 1 - MOST_WRONG)), 4)}


def names_article(heading: str, articles: list[str]) -> bool:
    """Whether a heading such as "Artikel 34 Interpellatie" is that of one of `articles`."""
    return any(re.search(rf"Artikel {re.escape(article)}\b", heading) for article in articles)


def calibrate(knowledge: Knowledge, held_out: list[Question], unanswerable: list[str]) -> dict:
    """The content of fusion.json, fitted on the fitting half of `held_out` and on `unanswerable`."""
    fitting = [q for q in held_out if is_for_fitting(q.text)]
    rank = fit_rank(knowledge, fitting)
    answerable = evidence(knowledge, rank, (q.text for q in fitting))
    answer, threshold = fit_answer(answerable, evidence(knowledge, rank, unanswerable))
    return {"rank": rank, "answer": answer, "threshold": threshold}
