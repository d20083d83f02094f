"""Fitting what a turn asks for after an answer, on a toy world in which a cue decides."""

import pytest

from knowledge.questions import Exchange, FollowUp, Question
from knowledge.search import Knowledge
from knowledge.training.calibrate_after import WEIGHTS, Case, cases_of, fit_after, for_fitting, right_after
from tests.test_search import PLAIN
from tests.toy import ToyEncoder, passage

PASSAGES = [passage("motie/wat", "motie"), passage("motie/hoe", "motie motie geld"), passage("griffie/wat", "griffie"),
            passage("griffie/hoe", "griffie geld geld")]
BANK = [Question("griffie geld geld", "griffie/hoe", "direct"), Question("motie", "motie/wat", "direct")]


@pytest.fixture
def known():
    made = Knowledge.build(ToyEncoder(), PASSAGES, BANK, ["zalm en forel"])
    made.fusion = dict(PLAIN)
    return made


def exchanges():
    """After a motie "daar … geld" asks for the motie's part on money; without "daar" for the griffie's."""
    leaning = [Exchange("motie/wat", f"en daar het geld {word}", "motie/hoe") for word in "abcdefgh"]
    alone = [Exchange("motie/wat", f"geld geld van griffie en raad {word}", "griffie/hoe") for word in "abcdefgh"]
    silent = [Exchange("motie/wat", f"hoeveel zalm zwemt er bij forel {word}", None) for word in "abcdefgh"]
    return [*leaning, *alone, *silent]


def test_the_cue_is_learnt(known):
    known.fusion["after"] = fit_after(known, [Case(one, WEIGHTS["exchange"]) for one in exchanges()], BANK)
    assert known.search_after("en daar het geld", known.passage("motie/wat")).hits[0].passage.id == "motie/hoe"
    assert known.search_after("geld geld van griffie en raad", known.passage("motie/wat")).hits[0].passage.id == "griffie/hoe"
    figures = right_after(known, exchanges())
    assert figures["first"] == 1.0
    assert figures["right"] == pytest.approx(1 - figures["refused"])
    assert figures["refused"] < 0.5 < figures["silent_refused"]


def test_every_case_says_what_was_shown_before_it(known):
    follow_ups = [FollowUp("en de kosten", "motie", "motie/hoe"), FollowUp("en de zalm", "griffie", None)]
    cases = cases_of(known, exchanges()[:1], follow_ups, [BANK[0]], ["forel"])
    shown = [(case.exchange.shown, case.exchange.passage, case.banked) for case in cases]
    assert shown[0] == ("motie/wat", "motie/hoe", False)
    assert shown[1] == ("motie/wat", "motie/hoe", True)
    assert shown[2][0].startswith("griffie/") and shown[2][1:] == (None, True)
    assert shown[3][0].startswith("motie/") and shown[3][1] == "griffie/hoe"  # after another subject
    assert shown[4] == ("griffie/wat", "griffie/hoe", False)  # after another part of its own
    assert shown[5][1] is None
    assert [case.weight for case in cases] == [3.0, 1.0, 1.0, 0.5, 0.5, 0.5]
    assert cases == cases_of(known, exchanges()[:1], follow_ups, [BANK[0]], ["forel"])


def test_a_follow_up_that_leads_to_another_subject_weighs_less(known):
    (case,) = cases_of(known, [], [FollowUp("wie helpt", "motie", "griffie/wat")], [], [])
    assert case.exchange.shown.startswith("motie/")
    assert (case.exchange.passage, case.weight) == ("griffie/wat", WEIGHTS["crossing"])


def test_some_follow_ups_ask_more_of_the_very_passage(known):
    asked = [FollowUp(f"en de kosten {number}", "motie", "motie/hoe") for number in range(200)]
    stays = [case.exchange.shown == "motie/hoe" for case in cases_of(known, [], asked, [], [])]
    assert 20 < sum(stays) < 60


def test_half_of_the_exchanges_only_measure():
    fitting, measuring = for_fitting(exchanges()), for_fitting(exchanges(), fitting=False)
    assert sorted(one.text for one in [*fitting, *measuring]) == sorted(one.text for one in exchanges())
    assert {one.text for one in fitting}.isdisjoint(one.text for one in measuring)
    assert fitting and measuring
