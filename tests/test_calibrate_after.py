"""Fitting what a turn asks for after an answer, on a toy world in which a cue decides."""

import pytest

from knowledge.questions import Exchange, Question
from knowledge.search import Knowledge
from knowledge.training.calibrate_after import WEIGHTS, cases_of, fit_after, for_fitting, right_after
from knowledge.training.turns import Turned
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
    known.fusion["after"] = fit_after(known, cases_of(known, exchanges(), [], []))
    assert known.search_after("en daar het geld", known.passage("motie/wat")).hits[0].passage.id == "motie/hoe"
    assert known.search_after("geld geld van griffie en raad", known.passage("motie/wat")).hits[0].passage.id == "griffie/hoe"
    figures = right_after(known, exchanges())
    assert figures["first"] == 1.0
    assert figures["right"] == pytest.approx(1 - figures["refused"])
    assert figures["refused"] < 0.5 < figures["silent_refused"]


def test_every_case_says_what_was_shown_before_it(known):
    turns = [Turned("en wie betaalt", "griffie/wat", frozenset({"griffie/hoe", "motie/hoe"})), Turned("motie", None, frozenset({"motie/wat"}))]
    cases = cases_of(known, exchanges()[:1], [BANK[0]], ["forel"], turns)
    shown = [(case.turn.shown, set(case.turn.right)) for case in cases]
    assert shown[0] == ("motie/wat", {"motie/hoe"})
    assert shown[1] == ("griffie/wat", {"griffie/hoe", "motie/hoe"})  # who speaks first is no case
    assert shown[2][0].startswith("motie/") and shown[2][1] == {"griffie/hoe"}  # after another subject
    assert shown[3] == ("griffie/wat", {"griffie/hoe"})  # after another part of its own
    assert shown[4][1] == set()
    assert [case.weight for case in cases] == [WEIGHTS["exchange"], WEIGHTS["turn"], *[WEIGHTS["question"]] * 3]
    assert cases == cases_of(known, exchanges()[:1], [BANK[0]], ["forel"], turns)


def test_of_several_right_passages_either_may_come_first(known):
    turns = [Turned(f"daar geld {word}", "motie/wat", frozenset({"motie/hoe", "griffie/hoe"})) for word in "abcdefgh"]
    silent = [Turned(f"zalm en forel {word}", "motie/wat", frozenset()) for word in "abcdefgh"]
    known.fusion["after"] = fit_after(known, cases_of(known, [], [], [], [*turns, *silent]))
    assert known.search_after("daar geld z", known.passage("motie/wat")).hits[0].passage.id in ("motie/hoe", "griffie/hoe")


def test_half_of_the_exchanges_only_measure():
    fitting, measuring = for_fitting(exchanges()), for_fitting(exchanges(), fitting=False)
    assert sorted(one.text for one in [*fitting, *measuring]) == sorted(one.text for one in exchanges())
    assert {one.text for one in fitting}.isdisjoint(one.text for one in measuring)
    assert fitting and measuring
