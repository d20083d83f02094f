"""No text of the longest length that a channel takes makes a regular expression of Rasa's runtime search for long."""

import pytest

from tests.pumped import patterns, slowest

LIMIT = 0.5  # seconds of processor time
FOUND = patterns("bot", "bot/channels", "bot/components")


def test_the_patterns_are_found():
    assert len(FOUND) > 35
    assert {"markup.py: MARK", "draft_guard.py: WISH", "web.py: BLANKS"} <= {used.place for used in FOUND}


@pytest.mark.parametrize("used", FOUND, ids=lambda used: used.place)
def test_a_pattern_is_quick_on_whatever_text(used):
    seconds, how = slowest(used, LIMIT)
    assert seconds < LIMIT, how
