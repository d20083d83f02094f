"""Choosing a passage: intent, facet and search weighed together, and what a follow-up means."""

import pytest

from actions.choose import (
    FACET_WEIGHT,
    FAR,
    INTENT_WEIGHT,
    SURE,
    Choice,
    choose,
    follow_up,
    is_far,
    log_odds,
    weigh,
)
from actions.turn import Turn
from knowledge import Hit, Passage


def passage(topic, facet):
    return Passage(f"{topic}/{facet}", topic, facet, topic.title(), facet, f"Tekst over {topic}.", "Bron", "brochure", "2020")


WAT, HOE, WANNEER = (passage("motie", facet) for facet in ("wat", "hoe", "wanneer"))
AMENDEMENT = passage("amendement", "wat")
MOTIE = [WAT, HOE, WANNEER]


def asked(intent="motie", sure=0.9, facet=None, ranking=None, text="wat kan ik hiermee doen"):
    entities = {"facet": facet} if facet else {}
    return Turn(text, intent, sure, {intent: sure} if ranking is None else ranking, entities)


def test_log_odds_is_zero_at_a_half_and_bounded():
    assert log_odds(0.5) == 0.0
    assert log_odds(1.0) == log_odds(0.998) == pytest.approx(-log_odds(0.0)) == pytest.approx(6.2126, abs=1e-4)


def test_a_clear_intent_lifts_its_topic_above_a_better_hit():
    hits = [Hit(AMENDEMENT, 0.55), Hit(WAT, 0.45)]
    assert choose(asked(), hits, answered=True).passage == WAT
    assert choose(asked(ranking={}), hits, answered=True).passage == AMENDEMENT


@pytest.mark.parametrize(("text", "rest", "found"), [
    ("motie?", "?", True), ("info over moties", "info over", True), ("is een motie bindend", "is een bindend", False),
    ("motie van wantrouwen", "van wantrouwen", False),
])
def test_only_the_bare_name_of_a_topic_needs_no_certainty(text, rest, found):
    turn = Turn(text, "motie", 0.9, {"motie": 0.9}, {"instrument": "motie"}, rest)
    assert (choose(turn, [Hit(WAT, 0.3)], answered=False).passage == WAT) is found


def test_a_facet_does_not_lift_another_topic():
    board = Passage("werkgeverschap/werkgeverscommissie", "werkgeverschap", "werkgeverscommissie", "W", "", "", "B", "brochure", "2020")
    turn = asked(intent="werkgeverschap", facet="wat", text="wat is een werkgeverscommissie")
    assert choose(turn, [Hit(board, 0.6), Hit(WAT, 0.5)], answered=True).passage == board


def test_intent_and_facet_add_their_weight_to_the_log_odds():
    (score, _), = weigh(asked(facet="wat", ranking={"motie": 1.0}), [Hit(WAT, 0.5)])
    assert log_odds(score) == pytest.approx(INTENT_WEIGHT * 0.9 + FACET_WEIGHT)


def test_a_named_facet_wins_within_its_topic():
    hits = [Hit(WAT, 0.6), Hit(HOE, 0.5), Hit(AMENDEMENT, 0.55)]
    assert choose(asked(facet="hoe"), hits, answered=True).passage == HOE
    assert choose(asked(), hits, answered=True).passage == WAT


def test_a_facet_does_not_pull_in_another_topic_that_is_far_off():
    hits = [Hit(HOE, 0.8), Hit(AMENDEMENT, 0.2)]
    assert choose(asked(facet="wat"), hits, answered=True).passage == HOE


def test_the_order_of_equal_hits_is_kept():
    weighed = weigh(asked(ranking={}), [Hit(WAT, 0.5), Hit(HOE, 0.5)])
    assert [found for _, found in weighed] == [WAT, HOE]


@pytest.mark.parametrize(("turn", "hits", "answered"), [
    (asked(), [], True),  # nothing found
    (asked(), [Hit(WAT, 0.7)], False),  # a whole question, of which the search is not sure
    (asked("buiten_bereik", text="motie?"), [Hit(WAT, 0.7)], False),  # no topic is named
    (asked("vragen", text="vragen?"), [Hit(WAT, 0.7)], False),  # the best hit stands under another topic
])
def test_nothing_sure_means_no_passage(turn, hits, answered):
    assert choose(turn, hits, answered).passage is None


def test_the_confidence_of_no_passage_is_that_of_the_best_hit():
    assert choose(asked(), [], True) == Choice(None, 0.0)
    hits = [Hit(WAT, 0.7), Hit(HOE, 0.2)]
    assert choose(asked(ranking={}), hits, False).confidence == weigh(asked(ranking={}), hits)[0][0]


@pytest.mark.parametrize(("intent", "hits", "far"), [
    ("buiten_bereik", [], True), ("buiten_bereik", [Hit(WAT, FAR - 0.01)], True), ("buiten_bereik", [Hit(WAT, FAR)], False),
    ("motie", [], False),
])
def test_a_question_of_another_world(intent, hits, far):
    assert is_far(asked(intent), hits) is far


def test_a_sure_search_answers_without_an_intent():
    assert choose(asked("nlu_fallback", ranking={}), [Hit(WAT, 0.9)], answered=True).passage == WAT


def test_a_follow_up_takes_the_facet_that_it_names():
    assert follow_up(asked("vervolg", facet="wanneer"), WAT, MOTIE, [Hit(HOE, 0.9)]) == Choice(WANNEER, 1.0)


def test_a_follow_up_takes_another_sure_hit_of_the_topic():
    hits = [Hit(AMENDEMENT, 0.99), Hit(WAT, 0.95), Hit(WANNEER, 0.8), Hit(HOE, 0.7)]
    assert follow_up(asked("vervolg"), WAT, MOTIE, hits) == Choice(WANNEER, 0.8)


@pytest.mark.parametrize(("shown", "following"), [(WAT, HOE), (HOE, WANNEER), (WANNEER, WAT)])
def test_a_follow_up_without_a_sure_hit_goes_on_and_round(shown, following):
    hits = [Hit(p, SURE - 0.01) for p in MOTIE]
    assert follow_up(asked("vervolg", facet="kosten"), shown, MOTIE, hits) == Choice(following, SURE)


def test_a_follow_up_on_a_passage_that_is_gone_starts_at_the_first():
    assert follow_up(asked("vervolg"), passage("motie", "weg"), MOTIE, []).passage == WAT


def test_the_only_passage_of_a_topic_follows_itself():
    assert follow_up(asked("vervolg"), AMENDEMENT, [AMENDEMENT], []).passage == AMENDEMENT
