"""The measuring sticks: ranks, recall, MRR, and what counts as an indirect question."""

import numpy as np
import pytest
from toy import passage

from knowledge.bank_report import content_stems, is_indirect, near_duplicates
from knowledge.bench import timing
from knowledge.evaluate import figures, of_texts, rank_of
from knowledge.questions import Question
from knowledge.training.calibrate import fit_answer, names_article


def test_the_rank_counts_the_passages_before_the_first_right_one():
    scores = np.array([0.1, 0.9, 0.5, 0.7])
    assert (rank_of(scores, (1,)), rank_of(scores, (2,)), rank_of(scores, (0, 3))) == (0, 2, 1)


def test_a_tie_counts_against_the_right_one():
    assert rank_of(np.array([0.5, 0.5, 0.5]), (1,)) == 2


def test_recall_and_mrr():
    found = figures([0, 0, 2, 9])
    assert (found.at_1, found.at_3, found.at_5) == (0.5, 0.75, 0.75)
    assert found.mrr == pytest.approx((1 + 1 + 1 / 3 + 1 / 10) / 4)
    assert found.interval[0] < 0.75 < found.interval[1]


def test_a_passage_is_as_good_as_the_best_text_that_holds_it():
    scores = of_texts(lambda question: np.array([0.2, 0.8]), [[0], [0, 1]], 3)("x")
    assert scores.tolist() == [0.8, 0.8, -np.inf]


def test_times_are_milliseconds():
    assert timing([0.001, 0.002, 0.003]).p50 == pytest.approx(2.0)


def test_an_indirect_question_shares_no_content_word():
    motie = passage("motie/wat", "Een motie is een uitspraak van de raad.")
    assert is_indirect(Question("Kan de raad laten weten wat hij vindt?", "motie/wat", "indirect"), motie)
    assert not is_indirect(Question("Hoe doet de raad uitspraken?", "motie/wat", "indirect"), motie)
    assert "raad" not in content_stems("de raad")


def test_near_duplicates_are_found_and_others_not():
    bank = [Question(text, "a/b", "direct") for text in ("Wat is een motie", "wat is een motie", "Wie helpt mij?")]
    assert [(one.text, other.text) for one, other in near_duplicates(bank)] == [("Wat is een motie", "wat is een motie")]


def test_the_answer_weights_tell_two_kinds_apart():
    rng = np.random.default_rng(1)
    inside, outside = rng.normal(1, 0.5, (300, 6)), rng.normal(-1, 0.5, (300, 6))
    answer, threshold = fit_answer(inside, outside)
    names = ("nearness", "lead", "vectors_over_silent", "grams_over_silent", "border", "asks")
    odds = answer["bias"] + outside @ np.array([answer[name] for name in names])
    assert (1 / (1 + np.exp(-odds)) >= threshold).mean() < 0.05


@pytest.mark.parametrize(("heading", "right"), [("Artikel 34 Interpellatie", True), ("Artikel 3 Orde", False),
                                               ("Hoofdstuk 4 – Artikel 34", True), ("Artikel 341", False)])
def test_an_article_is_named(heading, right):
    assert names_article(heading, ["34"]) is right
