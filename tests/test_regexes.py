"""No text of the longest length that a channel takes makes a regular expression of ours search for long."""

import re

import pytest

from tests.pumped import Used, patterns, pumps, slowest

LIMIT = 0.5  # seconds of processor time
FOUND = patterns("actions", "knowledge", "knowledge/reading")


def test_the_patterns_are_found():
    places = {used.place for used in FOUND}
    assert len(FOUND) > 120
    assert {"dutch_numbers.py: NUMBER", "draft_labels_rules.py: SUBJECT", "cues.py: OPENING"} <= places


@pytest.mark.parametrize("used", FOUND, ids=lambda used: used.place)
def test_a_pattern_is_quick_on_whatever_text(used):
    seconds, how = slowest(used, LIMIT)
    assert seconds < LIMIT, how


@pytest.mark.parametrize("bad", [r"(a+)+b", r"(?:\w+\s?)*!", r"a+b"])
def test_a_pattern_that_goes_back_and_forth_is_seen(bad):
    seconds, _ = slowest(Used("x", re.compile(bad), frozenset({"search"})), LIMIT)
    quick, _ = slowest(Used("x", re.compile(r"^a+b"), frozenset({"search"})), LIMIT)
    assert seconds > 20 * quick  # machines differ in speed


def test_what_may_be_pumped_is_what_the_pattern_repeats():
    assert ("x", "ab") in pumps(re.compile(r"x(?:ab)*y"))
