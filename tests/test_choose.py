"""Choosing a passage: intent, facet and search weighed together, and what a follow-up means."""

from dataclasses import replace

import pytest

from actions.choose import (
    CLOSE,
    FACET_WEIGHT,
    FAR,
    FAR_AND_SURE,
    INTENT_WEIGHT,
    SURE_OF_FAR,
    Choice,
    choose,
    choose_after,
    doubtful,
    following,
    is_far,
    log_odds,
    named_part,
    names_place,
    same_part,
    weigh,
)
from actions.turn import Turn
from knowledge import Hit, Passage, Result


def passage(topic, facet):
    return Passage(f"{topic}/{facet}", topic, facet, topic.title(), facet, f"Tekst over {topic}.", "Bron", "brochure", "2020")


WAT, HOE, WANNEER = (passage("motie", facet) for facet in ("wat", "hoe", "wanneer"))
AMENDEMENT = passage("amendement", "wat")
VRAGEN = passage("vragen", "wat")
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
    assert score == pytest.approx(INTENT_WEIGHT * 0.9 + FACET_WEIGHT)


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
    assert log_odds(choose(asked(ranking={}), hits, False).confidence) == pytest.approx(weigh(asked(ranking={}), hits)[0][0])


@pytest.mark.parametrize(("intent", "hits", "far"), [
    ("buiten_bereik", [], True), ("buiten_bereik", [Hit(WAT, FAR - 0.01)], True), ("buiten_bereik", [Hit(WAT, FAR)], False),
    ("motie", [], False),
])
def test_a_question_of_another_world(intent, hits, far):
    assert is_far(asked(intent, SURE_OF_FAR - 0.1), hits) is far


@pytest.mark.parametrize(("score", "far"), [(FAR_AND_SURE - 0.01, True), (FAR_AND_SURE, False)])
def test_what_is_surely_of_another_world_may_lie_nearer(score, far):
    assert is_far(asked("buiten_bereik", SURE_OF_FAR), [Hit(WAT, score)]) is far


def test_a_sure_search_answers_without_an_intent():
    assert choose(asked("nlu_fallback", ranking={}), [Hit(WAT, 0.9)], answered=True).passage == WAT


@pytest.mark.parametrize("word", ["de raad", "gemeenteraad", "fractievoorzitter", "wethouders", "het college", "quorum",
                                  "duoraadslid", "Burgemeester", "een motie"])
def test_a_question_with_a_word_of_the_council_is_one_for_the_griffie(word):
    assert is_far(asked("buiten_bereik", text=f"wie betaalt {word}?"), []) is False


@pytest.mark.parametrize("text", ["hoeveel kost een collegekaart", "wat eten we vandaag", "radar boven zee"])
def test_a_word_that_only_looks_like_one_of_the_council_does_not_help(text):
    assert is_far(asked("buiten_bereik", text=text), []) is True


# ---------------------------------------------------------------- two subjects that are as likely

@pytest.mark.parametrize(("first", "second", "both"), [
    (0.6, 0.6, True), (0.6, 0.595, True), (0.6, 0.55, False), (0.9, 0.2, False)])
def test_two_subjects_that_are_about_as_likely_are_asked_back(first, second, both):
    hits = [Hit(WAT, first), Hit(HOE, first - 0.001), Hit(AMENDEMENT, second)]
    assert doubtful(asked(ranking={}), hits) == ((WAT, AMENDEMENT) if both else ())


def test_how_sure_the_intent_is_takes_the_doubt_away():
    hits = [Hit(WAT, 0.6), Hit(AMENDEMENT, 0.6)]
    assert doubtful(asked("motie", ranking={"motie": CLOSE / 2}), hits) == (WAT, AMENDEMENT)
    assert doubtful(asked("motie"), hits) == ()


def test_a_question_that_names_its_subject_leaves_no_doubt():
    turn = Turn("motie", "motie", 0.9, {}, named=("motie",))
    assert doubtful(turn, [Hit(WAT, 0.6), Hit(AMENDEMENT, 0.6)]) == ()


@pytest.mark.parametrize("hits", [[], [Hit(WAT, 0.6)], [Hit(WAT, 0.6), Hit(HOE, 0.6)]])
def test_one_subject_leaves_no_doubt(hits):
    assert doubtful(asked(ranking={}), hits) == ()


@pytest.mark.parametrize(("last", "both"), [(WAT, False), (HOE, False), (VRAGEN, True)])
def test_after_an_answer_what_may_be_about_its_subject_is(last, both):
    assert doubtful(asked(ranking={}), [Hit(WAT, 0.6), Hit(AMENDEMENT, 0.6)], last) == ((WAT, AMENDEMENT) if both else ())


# ---------------------------------------------------------------- a part of the subject of the conversation

@pytest.mark.parametrize(("text", "found"), [
    ("en wanneer?", WANNEER), ("hoe werkt dat?", HOE), ("wat is dat", WAT), ("en de kosten", None),
    ("hoe gaat dat met spreektijd", None), ("", None),
])
def test_a_bare_part_is_the_one_that_it_names(text, found):
    assert named_part(asked("vervolg", text=text), MOTIE) == found


def test_a_bare_part_that_the_subject_lacks_is_for_the_search():
    assert named_part(asked("vervolg", text="hoe werkt dat?"), [WAT]) is None


@pytest.mark.parametrize(("shown", "after"), [(WAT, HOE), (HOE, WANNEER), (WANNEER, WAT), (passage("motie", "weg"), WAT)])
def test_more_goes_on_and_round(shown, after):
    assert following(shown, MOTIE) == after


def test_the_only_passage_of_a_subject_follows_itself():
    assert following(AMENDEMENT, [AMENDEMENT]) == AMENDEMENT


@pytest.mark.parametrize(("topic", "facet", "found"), [(MOTIE, "wanneer", WANNEER), (MOTIE, "kosten", WAT), ([], "wat", None)])
def test_the_same_part_of_another_subject_else_its_first(topic, facet, found):
    assert same_part(topic, facet) == found


# ---------------------------------------------------------------- after an answer

@pytest.mark.parametrize(("ranking", "found"), [
    ({}, AMENDEMENT),  # the search alone
    ({"motie": 0.9}, HOE),  # the intent outweighs odds of 1 : 2
    ({"vervolg": 0.9}, HOE),  # and so does that the turn goes on
    ({"motie": 0.2, "amendement": 0.1}, AMENDEMENT),
])
def test_after_an_answer_the_intent_and_that_a_turn_goes_on_weigh_in(ranking, found):
    result = Result("en hoe dan", True, (Hit(AMENDEMENT, 0.6), Hit(HOE, 0.3)))
    choice = choose_after(asked(ranking=ranking), result, WAT, True)
    assert (choice.passage, choice.confidence) == (found, 0.6)


def test_after_an_answer_the_search_still_says_whether_there_is_one():
    assert choose_after(asked(), Result("en dan", False, (Hit(HOE, 0.3),)), WAT, False) == Choice(None, 0.3)
    assert choose_after(asked(), Result("en dan", False), WAT, False) == Choice(None, 0.0)


@pytest.mark.parametrize(("scores", "named", "second"), [
    ((0.6, 0.1), (), HOE),  # odds of 1 : 6
    ((0.6, 0.07), (), None),  # of 1 : 9
    ((0.6, 0.3), ("amendement",), None),  # the turn says which of the two subjects it is about
    ((0.6, 0.3), ("amendement", "motie"), HOE),
    ((0.6, 0.3), ("vragen",), HOE),
])
def test_a_second_passage_that_is_about_as_likely_stands_beside_the_first(scores, named, second):
    result = Result("en hoe dan", True, (Hit(AMENDEMENT, scores[0]), Hit(HOE, scores[1])))
    assert choose_after(replace(asked(ranking={}), named=named), result, WAT, True) == Choice(AMENDEMENT, 0.6, second)


@pytest.mark.parametrize(("text", "facet", "named"), [
    ("hoe doen ze dat in utrecht", "voorbeeld_utrecht", True), ("en in de fryske marren?", "voorbeeld_fryske_marren", True),
    ("hoe doen ze dat in utrecht", "voorbeeld_almere", False), ("wat is een voorbeeld", "wat", False),
])
def test_a_named_place_is_that_of_the_example(text, facet, named):
    assert names_place(text, passage("fractieondersteuning", facet)) is named
