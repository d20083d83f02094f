"""The hybrid search: several looks at a question, fused into one probability for each passage.

Looks at a passage: its own text and the questions banked for it, each by meaning (vectors) and by spelling (character
n-grams). Looks at the question as a whole: how near it lies to questions on which the sources are known to be silent,
and on which side of the border between the two kinds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge import following
from knowledge.border import Border
from knowledge.cues import read_cues
from knowledge.drafting import CONTENT, NO_ALARM, Alarm, Drafting, Meant, Typed
from knowledge.encoder import Encoder
from knowledge.following import FollowUps, Looked
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.linear import between
from knowledge.questions import FollowUp, Question
from knowledge.reader import Reader, Reading, nothing_read
from knowledge.remarks import NOTHING_SAID, Remarks, Said, Tone
from knowledge.types import Hit, Passage, Result

FUSION = Path(__file__).with_name("fusion.json")
NEAREST = 400  # rows that each look brings; passages beyond all of them are no candidates
SAME, SAME_LEAD = 0.8, 0.1  # cosine with a banked question, and its lead over the silent ones, that need no other proof
REMEMBERED = 32  # texts of which is kept what was read in them
READ = 5  # likeliest passages of the reader, which are candidates too
NEARLY = 0.5  # share of the threshold from which a passage may be shown with a warning
TALK_LEAD = 0.1  # cosine by which talk must lead: so far no answerable question of the strangers' sets was taken for it
SAME_FOLLOW_UP = 0.75  # the same of a follow-up of the subject that was shown
# By how much over a passage that is so sure: "waar kan ik terecht voor trainingen als beginnend raadslid".
SURE, TALK_LEAD_SURE = 0.9, 0.16
PARTS = ("passage_vectors", "question_vectors", "question_vectors_3", "passage_grams", "question_grams",
         "question_grams_3", "reader")
WHOLE = ("vectors_over_silent", "grams_over_silent", "border", "asks")


class Knowledge:
    """Passages, banked questions and silent ones, and the indexes over them. Read-only once built: safe to share."""

    def __init__(self, encoder: Encoder, passages: list[Passage], owners: Sequence[int],
                 vectors: dict[str, VectorIndex], grams: dict[str, LexicalIndex], border: Border,
                 follow_ups: FollowUps, fusion: Path = FUSION, drafting: Drafting | None = None, remarks: Remarks | None = None,
                 reader: Reader | None = None) -> None:
        self.encoder = encoder
        self.passages = passages
        self.owners = np.asarray(owners, dtype=np.int64)  # row of a banked question → row of its passage
        self.vectors = vectors  # passages, questions, silent, talk
        self.grams = grams
        self.border = border
        self.follow_ups = follow_ups
        self.drafting = drafting or Drafting.build(encoder.encode_questions, ())
        self.remarks = remarks or Remarks.build(encoder.encode_questions, NOTHING_SAID, ())
        self.fusion = json.loads(fusion.read_text(encoding="utf-8"))
        self.reader = reader
        # A turn asks the same of both several times; the last few are remembered, in memory alone.
        self._read, self._tone = lru_cache(REMEMBERED)(self._read_anew), lru_cache(REMEMBERED)(self._tone_anew)
        self._rows = {p.id: row for row, p in enumerate(passages)}

    @classmethod
    def build(cls, encoder: Encoder, passages: list[Passage], bank: list[Question], silent: list[str],
              talk: Sequence[str] = (), follow_ups: Sequence[FollowUp] = (), fusion: Path = FUSION,
              typed: Sequence[Typed] = (), alarm: Alarm = NO_ALARM, said: Said = NOTHING_SAID, reader: Reader | None = None) -> Knowledge:
        """Index `passages`, the questions of `bank`, the `silent` ones, what is `talk`, and the `follow_ups`, in memory.

        fusion: the file of the weights. typed: what people typed in the middle of a draft. alarm: what tells of danger. said:
        what is said to the bot, by whether it wants an answer; the questions and the drafts are added to what does.
        """
        rows = {p.id: row for row, p in enumerate(passages)}
        readings, questions = [p.reading for p in passages], [q.text for q in bank]
        vectors = {"passages": VectorIndex.build(encoder.encode_passages(readings)),
                   "questions": VectorIndex.build(encoder.encode_questions(questions)),
                   "silent": VectorIndex.build(encoder.encode_questions(silent)),
                   "talk": VectorIndex.build(encoder.encode_questions(list(talk)) if talk
                                             else np.zeros((0, encoder.dimension), np.float32))}
        grams = {"passages": LexicalIndex.build(readings), "questions": LexicalIndex.build(questions),
                 "silent": LexicalIndex.build(silent)}
        return cls(encoder, passages, [rows[q.passage] for q in bank], vectors, grams,
                   Border.build(questions, silent),
                   FollowUps.build(encoder.encode_questions, list(follow_ups), rows, bank), fusion,
                   Drafting.build(encoder.encode_questions, typed, alarm),
                   Remarks.build(encoder.encode_questions, said, [
                       *questions, *(one.text for one in follow_ups), *silent,
                       *(one.text for one in typed if one.kind == CONTENT)]), reader)

    def read(self, text: str, topic: str | None = None) -> Reading:
        """What the reader reads in a text that is said after an answer on `topic`, if any; without a reader, nothing."""
        return self._read(text, topic)

    def _read_anew(self, text: str, topic: str | None) -> Reading:
        return self.reader.read(text, topic, list(self._rows)) if self.reader else nothing_read(len(self.passages))

    def passage(self, identity: str) -> Passage | None:
        """The passage with this id, or None."""
        row = self._rows.get(identity)
        return None if row is None else self.passages[row]

    def of_topic(self, topic: str) -> list[Passage]:
        """The passages of a topic, in the order of its document."""
        return [p for p in self.passages if p.topic == topic]

    def meant_in_draft(self, text: str, step: str) -> Meant:
        """What a message at a step of a draft is: content of it, or something said to the bot."""
        return self.drafting.read(self.encoder.encode_questions([text])[0], text, step)

    def tone(self, text: str) -> Tone:
        """What a message is to the bot: whether it asks for nothing, or acts upon the last answer; with a reader, by both alike.

        On 2,400 turns of conversations that none of them saw, and 0.9 of the remarks known: eight questions in a thousand taken for one by the
        words alone, three by both.
        """
        return self._tone(text)

    def _tone_anew(self, text: str) -> Tone:
        tone = self.remarks.read(self.encoder.encode_questions([text])[0], text)
        if self.reader is None:
            return tone
        read = self.read(text).kinds
        return Tone(between(tone.nothing, read["opmerking"]), between(tone.act, read["handeling"]))

    def looks(self, question: str, vector: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows of the candidate passages (n,), their looks in PARTS (n, 7), and the question's looks in WHOLE (4,).

        vector: that of the question, where it is known already.
        """
        if vector is None:
            vector = self.encoder.encode_questions([question])[0]
        near: list[tuple[np.ndarray, np.ndarray]] = []
        for index, depths in (("passages", (1,)), ("questions", (1, 3))):
            rows, cosines = self.vectors[index].search(vector, NEAREST)
            near += self._by_passage(index, rows, cosines, depths)
        for index, depths in (("passages", (1,)), ("questions", (1, 3))):
            scores = self.grams[index].scores(question)
            rows = _largest(scores, NEAREST)
            near += self._by_passage(index, rows, scores[rows], depths)
        reading = self.read(question)
        candidates = np.union1d(np.concatenate([rows for rows, _ in near]), _largest(reading.passages, READ))
        table = np.zeros((len(candidates), len(PARTS)), dtype=np.float32)
        table[:, PARTS.index("reader")] = reading.passages[candidates]
        for column, (rows, cosines) in enumerate(near):
            if len(rows):
                table[:, column] = cosines.min()  # a passage that a look did not bring lies no nearer than its last
                table[np.searchsorted(candidates, rows), column] = cosines
        # How much nearer the nearest banked question lies than the nearest silent one: a plain "wat is een motie?" has
        # neighbours on both sides, and only the difference tells.
        whole = [table[:, PARTS.index("question_vectors")].max(initial=0)
                 - self.vectors["silent"].search(vector, 1)[1].max(initial=0),
                 table[:, PARTS.index("question_grams")].max(initial=0)
                 - self.grams["silent"].scores(question).max(initial=0),
                 self.border.score(question), reading.asks]
        return candidates, table, np.array(whole, dtype=np.float32)

    def _by_passage(self, index: str, rows: np.ndarray, cosines: np.ndarray,
                    depths: tuple[int, ...]) -> list[tuple[np.ndarray, np.ndarray]]:
        """For each depth d: the passages that own `rows`, each with the mean of its d best cosines."""
        order = np.argsort(-cosines, kind="stable")
        owners, cosines = (self.owners[rows] if index == "questions" else rows)[order], cosines[order]
        found, inverse = np.unique(owners, return_inverse=True)
        grouped = np.argsort(inverse, kind="stable")  # by passage, within it best first
        rank = np.arange(len(owners)) - np.searchsorted(inverse[grouped], np.arange(len(found)))[inverse[grouped]]
        results = []
        for depth in depths:
            kept = rank < depth
            sums = np.bincount(inverse[grouped][kept], weights=cosines[grouped][kept], minlength=len(found))
            # Fewer than `depth` questions near: the missing ones lie no nearer than the last row.
            missing = depth - np.bincount(inverse[grouped][kept], minlength=len(found))
            last = cosines[-1] if len(cosines) else 0.0
            results.append((found, ((sums + missing * last) / depth).astype(np.float32)))
        return results

    def search(self, question: str, top_k: int = 5) -> Result:
        """The `top_k` passages that most probably answer `question`, and whether the first is sure enough."""
        if not question.strip():
            return Result(question, False)
        vector = self.encoder.encode_questions([question])[0]
        rows, table, whole = self.looks(question, vector)
        odds = log_odds(self.fusion, table, whole)
        best = np.argsort(-odds, kind="stable")[:top_k]
        scores = 1 / (1 + np.exp(-odds[best]))
        hits = tuple(Hit(self.passages[rows[at]], float(score)) for at, score in zip(best, scores, strict=True))
        bank = table[:, PARTS.index("question_vectors")].max(initial=0)
        lead = whole[WHOLE.index("vectors_over_silent")]
        # Nearly one of the bank, and clearly nearer to it than to any silent question: no other proof is needed.
        banked = bank >= SAME and lead >= SAME_LEAD
        talk = self._is_talk(vector, bank, hits[0].score if hits else 0.0)
        return judged(question, hits, self.fusion["threshold"], bool(banked), talk)

    def search_after(self, question: str, shown: Passage, top_k: int = 5) -> Result:
        """The `top_k` passages that `question` most probably asks for when `shown` was the last answer, of every subject.

        The first one's score is how sure it is that it answers; the others' are in proportion.
        """
        if not question.strip():
            return Result(question, False)
        weights, answer = self.fusion["after"], self.fusion["after"]["answer"]
        vector = self.encoder.encode_questions([question])[0]
        looked = self.look_after(question, shown, vector)
        odds = looked.table @ following.weights_of(weights["rank"], following.PARTS)
        best = np.argsort(-odds, kind="stable")[:top_k]
        evidence = following.whole_of(odds, int(best[0]), looked, read_cues(question))
        sure = 1 / (1 + np.exp(-(answer["bias"] + evidence @ following.weights_of(answer, following.WHOLE))))
        hits = tuple(Hit(self.passages[at], float(sure * np.exp(odds[at] - odds[best[0]]))) for at in best)
        # Nearly one of this subject's follow-ups, and clearly nearer to it than to those on which the sources are silent.
        near = float(looked.near.found[best[0]])
        banked = near >= SAME_FOLLOW_UP and near - looked.near.silent >= SAME_LEAD
        talk = not banked and self._is_talk(vector, looked.known, float(sure))
        return judged(question, hits, weights["threshold"], banked, talk)

    def _is_talk(self, vector: np.ndarray, known: float, score: float) -> bool:
        """Whether a text lies much nearer to small talk, acts and what belongs elsewhere than to any question (cosine `known`).

        score: how sure the search is of its first passage.
        """
        lead = TALK_LEAD_SURE if score >= SURE else TALK_LEAD
        return bool(self.vectors["talk"].search(vector, 1)[1].max(initial=0) - known > lead)

    def look_after(self, question: str, shown: Passage, vector: np.ndarray) -> Looked:
        """What is seen of a question that is asked after the passage `shown`. vector: of the question."""
        rows, looks, whole = self.looks(question, vector)
        fused = looks @ following.weights_of(self.fusion["rank"], PARTS)
        nearness = np.full(len(self.passages), fused.min(initial=0.0))
        nearness[rows] = fused
        same = np.array([p.topic == shown.topic for p in self.passages])
        banked = float(looks[:, PARTS.index("question_vectors")].max(initial=0))
        near = self.follow_ups.nearest(vector, shown.topic, len(self.passages))
        read = self.follow_ups.classifier.read(vector, shown.topic, len(self.passages))
        reading = self.read(question, shown.topic)
        table = following.table_of(nearness, same, self._rows.get(shown.id, -1), read_cues(question), near.found, banked, read, reading.passages)
        return Looked(table, np.append(whole, reading.asks), near, max(banked, float(near.found.max(initial=0))))


def judged(question: str, hits: tuple[Hit, ...], threshold: float, banked: bool, talk: bool) -> Result:
    """What was found, and whether the first hit is sure enough, or nearly so; banked: it needs no other proof. talk: none is."""
    score = hits[0].score if hits else 0.0
    sure = bool(hits) and (score >= threshold or banked)
    return Result(question, sure and not talk, hits, not sure and not talk and score >= NEARLY * threshold, sure and talk)


def log_odds(fusion: dict, table: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Log odds that each candidate answers: its fused nearness, its lead over the others, the question as a whole."""
    ranks = table @ np.array([fusion["rank"][part] for part in PARTS])
    answer = fusion["answer"]
    kind = sum(answer[part] * value for part, value in zip(WHOLE, whole, strict=True))
    return answer["bias"] + answer["nearness"] * ranks + answer["lead"] * leads(ranks) + kind


def leads(ranks: np.ndarray) -> np.ndarray:
    """How far each fused nearness lies above the best of the others (below it: negative), shape as `ranks`."""
    if len(ranks) < 2:
        return np.zeros_like(ranks)
    second, first = np.sort(ranks)[-2:]
    return np.where(ranks == first, ranks - second, ranks - first)


def _largest(scores: np.ndarray, most: int) -> np.ndarray:
    return np.argpartition(-scores, most)[:most] if len(scores) > most else np.arange(len(scores))
