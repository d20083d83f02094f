"""The border between what the sources answer and what they are silent on."""

import pytest

from knowledge.border import Border

ANSWERED = ["wat is een motie", "hoe werkt een motie", "wat is een amendement", "hoe werkt een amendement", "wie helpt mij"]
SILENT = ["hoeveel handtekeningen voor een motie", "hoeveel stemmen voor een amendement", "hoeveel kost een griffier"]


@pytest.fixture(scope="module")
def border():
    return Border.build(ANSWERED, SILENT)


def test_both_sides_are_told_apart(border):
    assert all(border.score(text) > 0 for text in ANSWERED)
    assert all(border.score(text) < 0 for text in SILENT)


def test_it_goes_beyond_what_it_has_seen(border):
    assert border.score("hoeveel spreektijd bij een motie") < border.score("hoe werkt de motie")


def test_a_typo_does_not_cross_it(border):
    assert border.score("hoevel handtekenigen voor een motie") < 0 < border.score("hoe wrekt een motie")


def test_without_silent_questions_everything_lies_inside():
    assert Border.build(ANSWERED, []).score("hoeveel handtekeningen") == 0.0


def test_saved_and_loaded_it_scores_the_same(border, tmp_path):
    border.save(tmp_path)
    assert Border.load(tmp_path).score("hoeveel moties") == pytest.approx(border.score("hoeveel moties"), abs=1e-6)
