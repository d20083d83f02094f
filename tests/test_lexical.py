"""Character n-grams: what is the same, nearly the same, and altogether different."""

import pytest

from knowledge.lexical import LexicalIndex

TEXTS = ["hoe werkt een motie", "de griffie helpt de raad", "financiën van de gemeente"]


@pytest.fixture
def index():
    return LexicalIndex.build(TEXTS)


@pytest.mark.parametrize("row", range(3))
def test_the_same_text_scores_one(index, row):
    scores = index.scores(TEXTS[row])
    assert scores[row] == pytest.approx(1.0, abs=1e-5)
    assert max(scores) == scores[row]


@pytest.mark.parametrize(("typed", "row"), [("hoe wrkt een mottie", 0), ("grifie helpt", 1), ("gemeentefinancien", 2)])
def test_a_typo_still_finds(index, typed, row):
    scores = index.scores(typed)
    assert scores.argmax() == row
    assert 0.15 < scores[row] < 1


def test_accents_and_capitals_do_not_count(index):
    assert index.scores("FINANCIEN van de gemeente")[2] == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("typed", ["qqxxzz", "", "🙂"])
def test_an_unknown_text_scores_zero(index, typed):
    assert index.scores(typed).tolist() == [0, 0, 0]


def test_no_texts_give_no_scores():
    assert LexicalIndex.build([]).scores("motie").tolist() == []


def test_a_rare_word_weighs_more_than_a_common_one():
    index = LexicalIndex.build(["raad motie", "raad griffie", "raad begroting"])
    assert index.scores("raad griffie zaal").argmax() == 1
    assert index.scores("griffie")[1] > index.scores("raad")[1]


def test_saved_and_loaded_gives_the_same_scores(index, tmp_path):
    index.save(tmp_path, "grams")
    again = LexicalIndex.load(tmp_path, "grams")
    assert again.scores("mottie in de raad").tolist() == index.scores("mottie in de raad").tolist()
