"""The turns of conversations as cases to fit on."""

from pathlib import Path

from knowledge.documents import read_edition
from knowledge.settings import Settings
from knowledge.training.turns import Turned, read_turns, turns_of
from tests.toy import passage

EDITION = [passage("motie/wat", "motie"), passage("motie/hoe", "motie"), passage("griffie/wat", "griffie")]


def told(*turns):
    return [(one.text, one.shown, set(one.right)) for one in turns_of(turns, EDITION)]


def test_each_turn_knows_what_was_shown_before_it():
    assert told({"say": "a", "kind": "answer", "topic": "motie", "facet": ["hoe"]}, {"say": "dank", "kind": "smalltalk"},
                {"say": "b", "kind": ["no_answer", "handover"]}, {"say": "c", "kind": "answer", "topic": ["griffie", "motie"], "facet": "wat"}) == [
        ("a", None, {"motie/hoe"}), ("b", "motie/hoe", set()), ("c", "motie/hoe", {"motie/wat", "griffie/wat"})]


def test_after_what_may_have_been_something_else_nothing_is_known():
    assert told({"say": "a", "kind": ["answer", "form"], "topic": "motie"}, {"say": "b", "kind": "answer", "topic": "motie", "facet": "wat"},
                {"say": "c", "kind": "answer", "topic": "griffie"}) == [("c", "motie/wat", {"griffie/wat"})]


def test_an_act_upon_the_answer_leaves_it_shown():
    assert told({"say": "a", "kind": "answer", "topic": "motie", "facet": "wat"}, {"say": "korter", "kind": ["answer", "clarify"], "topic": "motie"},
                {"say": "b", "kind": "answer", "topic": "griffie"})[-1] == ("b", "motie/wat", {"griffie/wat"})


def test_a_comparison_is_no_case():
    assert told({"say": "a", "kind": "answer", "topic": ["motie", "griffie"]}) == []


def test_the_conversations_of_the_tests_are_read():
    turns = read_turns(Path("tests/conversations"), read_edition(Settings().edition))
    assert len([one for one in turns if one.right]) > 5000
    assert len([one for one in turns if not one.right]) > 100
    assert all(isinstance(one, Turned) and one.text for one in turns)
