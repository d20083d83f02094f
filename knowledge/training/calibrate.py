"""Fitting the fusion: how the looks of the search weigh, and from which score on the first passage is an answer.

Fitted on half of the held-out questions and of the first turns of conversations, and on the `calibrate` half of the unanswerable
ones; the other halves only measure. Neither the encoder nor the reader saw any of them.
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
from knowledge.training.turns import Turned

Encode = Callable[[list[str]], np.ndarray]
# Of the answerable held-out questions: six in ten share no word with the sources, so they are refused three times as
# often as a stranger's (docs/retrieval.md). A wrong answer shames the griffie, but it stands beside its source; in whole
# conversations a needless refusal was the commoner fault: from 0.125 to 0.085 the strangers' questions that have an answer are
# refused 2.5 % instead of 4.7 %, and those that have none are answered 4.0 % instead of 2.5 %.
MOST_REFUSED = 0.085
SMALL = 1e-3  # how much the size of the weights costs
MOST_WRONG = 0.05  # of the questions that a local document does not answer


def is_for_fitting(text: str) -> bool:
    """Half of the held-out questions, by hash: always the same half."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def read_unanswerable(path: Path, split: str) -> list[str]:
    """Questions of one split (`calibrate` or `test`) of the unanswerable ones."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [row["question"] for row in rows if row["split"] == split]


def fit_rank(knowledge: Knowledge, asked: list[Turned]) -> dict[str, float]:
    """Weights (≥ 0) of PARTS under which a right passage is most probable among the candidates."""
    tables = np.zeros((len(asked), len(knowledge.passages), len(PARTS)), np.float32)
    there = np.zeros(tables.shape[:2], bool)
    for at, one in enumerate(asked):
        rows, table, _ = knowledge.looks(one.text)
        tables[at, rows], there[at, rows] = table, True
    right = there & np.array([[p.id in one.right for p in knowledge.passages] for one in asked])
    found = right.any(axis=1)
    weights = weigh_parts(tables[found], right[found], np.ones(int(found.sum())), there[found], SMALL, (0, 40), 4.0)
    return {part: round(float(weight), 3) for part, weight in zip(PARTS, weights, strict=True)}


def weigh_parts(tables: np.ndarray, right: np.ndarray, weights: np.ndarray, there: np.ndarray | None = None, small: float = SMALL,
                bounds: tuple[float | None, float | None] = (None, None), start: float = 0.0) -> np.ndarray:
    """Weights under which the right passages are most probable, float (parts,).

    tables: what speaks for each passage (cases, passages, parts). right, and there (the candidates, all where left out): (cases,
    passages). weights: of the cases. small: how much the size of the weights costs.
    """

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        odds = tables @ parameters
        odds = odds if there is None else np.where(there, odds, -np.inf)
        odds = np.exp(odds - odds.max(axis=1, keepdims=True))
        likely = odds / odds.sum(axis=1, keepdims=True)
        hit = np.maximum((likely * right).sum(axis=1), 1e-12)
        share = likely * right / hit[:, None]  # of the right ones: which of them it would be
        slope = np.einsum("np,npk->nk", likely - share, tables)
        total = float(weights @ -np.log(hit) / weights.sum()) + small * float(parameters @ parameters) / len(parameters)
        return total, weights @ slope / weights.sum() + 2 * small * parameters / len(parameters)

    first = np.full(tables.shape[2], start)
    return minimize(loss, first, jac=True, method="L-BFGS-B", bounds=[bounds] * len(first)).x


def evidence(knowledge: Knowledge, rank: dict[str, float], texts: Iterable[str]) -> np.ndarray:
    """For each text: the first passage's fused nearness, its lead, and the looks in WHOLE; shape (texts, 6)."""
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

    start = np.array([0.0, 1.0, *[0.5] * (evidence_all.shape[1] - 1)])
    found = minimize(loss, start, method="L-BFGS-B", bounds=[(None, None), *[(0, None)] * (len(start) - 1)]).x
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


def calibrate(knowledge: Knowledge, held_out: list[Question], unanswerable: list[str], turns: Iterable[Turned] = ()) -> dict:
    """The content of fusion.json, fitted on the fitting half of `held_out`, on `unanswerable` and on the first ones of `turns`."""
    asked = [Turned(q.text, None, frozenset({q.passage})) for q in held_out if is_for_fitting(q.text)]
    first = [one for one in turns if one.shown is None]
    rank = fit_rank(knowledge, [*asked, *(one for one in first if one.right)])
    weigh = lambda some: evidence(knowledge, rank, (one.text for one in some))
    held = weigh(asked)
    answerable = np.concatenate([held, weigh([one for one in first if one.right])]) if first else held
    answer, _ = fit_answer(answerable, evidence(knowledge, rank, [*unanswerable, *(one.text for one in first if not one.right)]))
    scores = 1 / (1 + np.exp(-(answer["bias"] + held @ np.array([answer[name] for name in ("nearness", "lead", *WHOLE)]))))
    return {"rank": rank, "answer": answer, "threshold": round(float(np.quantile(scores, MOST_REFUSED)), 4)}
