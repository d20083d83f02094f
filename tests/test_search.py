"""The hybrid search over four toy passages: which comes first, how sure it is, and what is no answer."""

import json
import math

import numpy as np
import pytest
from toy import ToyEncoder, passage

from knowledge import following
from knowledge.questions import FollowUp, Question
from knowledge.search import FUSION, PARTS, SURE, TALK_LEAD, TALK_LEAD_SURE, Knowledge, leads, log_odds

PASSAGES = [passage("motie/wat", "Een motie is een uitspraak."), passage("motie/hoe", "Dien de motie in; motie met geld."),
            passage("griffie/wat", "De griffie helpt."), passage("vergoeding/wat", "Geld voor het raadswerk.")]
BANK = [Question("Wie helpt mij, de griffie?", "griffie/wat", "direct"),
        Question("Krijg ik geld?", "vergoeding/wat", "indirect"), Question("Loont het?", "vergoeding/wat", "indirect")]
SILENCE = ["Hoeveel handtekeningen?"]
SHIPPED = json.loads(FUSION.read_text(encoding="utf-8"))
# Every look counts the same, and so does a lead; the question as a whole counts for nothing.
PLAIN = {"rank": dict.fromkeys(PARTS, 1.0), "threshold": 0.5,
         "answer": dict.fromkeys(SHIPPED["answer"], 0.0) | {"bias": -2.0, "nearness": 1.0, "lead": 1.0}}


@pytest.fixture
def known():
    made = Knowledge.build(ToyEncoder(), PASSAGES, BANK, SILENCE)
    made.fusion = PLAIN
    return made


def test_small_talk_is_no_question_to_the_sources(known):
    made = Knowledge.build(ToyEncoder(), PASSAGES, BANK, SILENCE, talk=["motie griffie"])
    made.fusion = PLAIN | {"threshold": 0.0}
    assert made.search("griffie motie").answered is False  # it lies on the talk, and further from every banked question
    assert made.search("griffie").answered is True
    known.fusion = made.fusion
    assert known.search("griffie motie").answered is True  # without talk nothing stands in the way


def test_talk_must_lead_further_over_what_is_sure(known):
    made = Knowledge.build(ToyEncoder(), PASSAGES, BANK, SILENCE, talk=["motie griffie"])
    made.fusion = PLAIN | {"threshold": 0.0}
    vector = made.encoder.encode_questions(["motie"])[0]
    nearest = float(made.vectors["talk"].search(vector, 1)[1][0])
    assert made._is_talk(vector, nearest - TALK_LEAD - 0.01, SURE - 0.01) is True
    assert made._is_talk(vector, nearest - TALK_LEAD - 0.01, SURE) is False
    assert made._is_talk(vector, nearest - TALK_LEAD_SURE - 0.01, SURE) is True


def test_a_near_copy_of_a_banked_question_needs_no_other_proof(known):
    known.fusion = PLAIN | {"threshold": 1.1}
    assert known.search("krijg ik geld?").answered is True
    assert known.search("motie").answered is False


AFTER = {"rank": dict.fromkeys(following.PARTS, 0.0) | {"nearness": 1.0}, "threshold": 0.5,
         "answer": dict.fromkeys(("bias", *following.WHOLE), 0.0)}


def test_after_an_answer_its_own_subject_weighs_more(known):
    shown = known.passage("motie/wat")
    known.fusion = PLAIN | {"after": AFTER}
    assert known.search_after("krijg ik geld", shown).hits[0].passage.id == "vergoeding/wat"
    known.fusion = PLAIN | {"after": AFTER | {"rank": AFTER["rank"] | {"same": 20.0}}}
    assert known.search_after("krijg ik geld", shown).hits[0].passage.id == "motie/hoe"  # the one of its subject about money
    assert known.search_after("krijg ik geld", known.passage("griffie/wat")).hits[0].passage.id == "griffie/wat"


def test_what_was_shown_can_step_back(known):
    shown = known.passage("motie/hoe")
    known.fusion = PLAIN | {"after": AFTER | {"rank": AFTER["rank"] | {"same": 20.0, "shown": -10.0}}}
    assert known.search_after("krijg ik geld", shown).hits[0].passage.id == "motie/wat"


def test_a_banked_follow_up_draws_its_passage(known):
    made = Knowledge.build(ToyEncoder(), PASSAGES, BANK, SILENCE, follow_ups=[FollowUp("en de griffie", "motie", "motie/hoe"),
                                                                             FollowUp("motie geld", "motie", None)])
    made.fusion = PLAIN | {"after": AFTER | {"rank": dict.fromkeys(following.PARTS, 0.0) | {"follow_up": 1.0}}}
    hits = made.search_after("griffie", made.passage("motie/wat")).hits
    assert hits[0].passage.id == "motie/hoe"
    assert hits[1].score / hits[0].score == pytest.approx(math.exp(-1), rel=1e-4)  # cosine 1 against none


@pytest.mark.parametrize(("question", "silent", "answered"), [
    ("griffie", "motie geld", True), ("griffie", "griffie", False), ("geld", "motie", False)])
def test_nearly_a_banked_follow_up_needs_no_other_proof(question, silent, answered):
    """Unless a follow-up on which the sources are silent lies as near."""
    made = Knowledge.build(ToyEncoder(), PASSAGES, BANK, SILENCE, follow_ups=[FollowUp("en de griffie", "motie", "motie/hoe"),
                                                                             FollowUp(silent, "motie", None)])
    made.fusion = PLAIN | {"after": AFTER | {"rank": dict.fromkeys(following.PARTS, 0.0) | {"follow_up": 1.0}, "threshold": 2.0}}
    assert made.search_after(question, made.passage("motie/wat")).answered is answered


def test_after_an_answer_the_threshold_decides(known):
    shown = known.passage("motie/wat")
    sure = lambda bias, threshold: known.fusion.update(after=AFTER | {"answer": AFTER["answer"] | {"bias": bias},
                                                                      "threshold": threshold})
    known.fusion = dict(PLAIN)
    sure(0.0, 0.5)
    found = known.search_after("geld", shown, top_k=2)
    assert (found.answered, found.hits[0].score, len(found.hits)) == (True, 0.5, 2)
    sure(0.0, 0.51)
    assert known.search_after("geld", shown).answered is False
    sure(-50.0, 0.5)
    assert known.search_after("geld", shown).hits[0].score == pytest.approx(0, abs=1e-9)
    assert known.search_after("  ", shown).hits == ()


def test_the_shipped_weights_know_every_part():
    assert set(SHIPPED["after"]["rank"]) == set(following.PARTS)
    assert set(SHIPPED["after"]["answer"]) == {"bias", *following.WHOLE}
    assert SHIPPED["after"]["rank"]["same"] > 0 and SHIPPED["after"]["rank"]["reader"] > 0


def column(known, question, part):
    """What one look gives each passage, in the order of PASSAGES."""
    rows, table, _ = known.looks(question)
    assert rows.tolist() == [0, 1, 2, 3]
    return table[:, PARTS.index(part)].tolist()


@pytest.mark.parametrize(("question", "best"), [
    ("wat is een motie", "motie/wat"), ("wie van de griffie helpt", "griffie/wat"), ("krijg ik geld", "vergoeding/wat"),
])
def test_the_best_passage_comes_first(known, question, best):
    assert known.search(question).hits[0].passage.id == best


def test_scores_descend_within_zero_and_one(known):
    scores = [hit.score for hit in known.search("geld voor een motie", 10).hits]
    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_top_k_limits_the_hits(known):
    assert [hit.passage.id for hit in known.search("griffie", 1).hits] == ["griffie/wat"]


def test_a_look_at_the_texts_gives_cosines(known):
    # Titles count too: "Motie …" makes motie/hoe [3, 0, 1] of motie, griffie and geld.
    assert column(known, "geld", "passage_vectors") == pytest.approx([0, 1 / math.sqrt(10), 0, 1], abs=1e-6)


def test_a_look_at_the_bank_gives_the_best_and_the_mean_of_three(known):
    assert column(known, "geld", "question_vectors") == pytest.approx([0, 0, 0, 1], abs=1e-6)
    assert column(known, "geld", "question_vectors_3") == pytest.approx([0, 0, 0, 1 / 3], abs=1e-6)


def test_a_banked_question_counts_for_its_own_passage(known):
    near = column(known, "Loont het?", "question_grams")
    assert near[3] == pytest.approx(1.0, abs=1e-5)
    assert max(near[:3]) < 0.5


def test_a_silent_question_pulls_every_score_down(known):
    _, _, whole = known.looks(SILENCE[0])
    # The toy encoder knows none of its words; by its n-grams it is the silent question itself, and no banked one is near.
    assert whole[0] == pytest.approx(0, abs=1e-5)
    assert -1.0 <= whole[1] < -0.8
    before = known.search(SILENCE[0]).hits[0].score
    known.fusion = PLAIN | {"answer": PLAIN["answer"] | {"grams_over_silent": 3.0}}
    odds = math.log(before / (1 - before)) + 3 * float(whole[1])
    assert known.search(SILENCE[0]).hits[0].score == pytest.approx(1 / (1 + math.exp(-odds)), rel=1e-4)


def test_log_odds_add_nearness_lead_and_the_question_as_a_whole():
    table = np.zeros((2, len(PARTS)), dtype=np.float32)
    table[0, 0] = 1.0
    whole = np.full(len(PLAIN["answer"]) - 3, 0.5)
    quiet = PLAIN | {"answer": PLAIN["answer"] | {"vectors_over_silent": -3.0}}
    assert log_odds(PLAIN, table, whole).tolist() == pytest.approx([-2 + 1 + 1, -2 + 0 - 1])
    assert log_odds(quiet, table, whole).tolist() == pytest.approx([-2 + 1 + 1 - 1.5, -2 + 0 - 1 - 1.5])


def test_the_shipped_fusion_weighs_every_look():
    assert set(SHIPPED["rank"]) == set(PARTS)
    assert 0 < SHIPPED["threshold"] < 1


@pytest.mark.parametrize(("ranks", "lead"), [([3, 1, 2], [1, -2, -1]), ([2, 2, 0], [0, 0, -2]), ([5], [0]), ([], [])])
def test_a_lead_is_the_distance_to_the_best_of_the_others(ranks, lead):
    assert leads(np.array(ranks, dtype=np.float32)).tolist() == lead


@pytest.mark.parametrize("question", ["", "   ", "\n\t"])
def test_an_empty_question_is_not_answered(known, question):
    result = known.search(question)
    assert (result.question, result.answered, result.hits) == (question, False, ())


def test_answered_from_the_threshold_on(known):
    score = known.search("motie").hits[0].score
    known.fusion = PLAIN | {"threshold": score}
    assert known.search("motie").answered is True
    known.fusion = PLAIN | {"threshold": score + 0.001}
    assert known.search("motie").answered is False


def test_a_question_of_strange_words_is_not_answered(known):
    assert known.search("zzz qqq").answered is False


def test_passage_by_id_and_passages_of_a_topic(known):
    assert known.passage("motie/hoe") == PASSAGES[1]
    assert known.passage("motie/wie") is None
    assert known.of_topic("motie") == PASSAGES[:2]
    assert known.of_topic("media") == []
