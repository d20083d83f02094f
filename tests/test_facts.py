"""Dated facts, only what was read in a source, by year, with that source; and hard words in plain Dutch."""

import re
from decimal import Decimal

import pytest

from knowledge import facts
from knowledge.documents import read_edition
from knowledge.facts import allowances, hard_words, law_articles, municipalities
from knowledge.settings import Settings

TEXTS = "\n".join(passage.text for passage in read_edition(Settings().edition)).lower()


def test_only_years_that_were_read_in_a_source():
    assert list(allowances()) == [2020, 2022, 2023, 2026]


@pytest.mark.parametrize(("year", "amounts", "expenses"), [
    (2020, "1018.29 1324.40 1549.75 1759.46 2049.73 2495.45", None),
    (2022, "1081.35 1406.42 1645.72 1868.43 2176.66 2649.99", "183.27"),
    (2023, "1096.49 1426.11 1668.76 1894.59 2207.13 2687.09", "188.22"),
    (2026, "1305.79 1698.33 1987.30 2256.23 2628.44 3200.00", "223.50"),
])
def test_amounts_of_a_year(year, amounts, expenses):
    found = allowances()[year]
    assert found.by_class == dict(zip(range(4, 10), map(Decimal, amounts.split()), strict=True))
    assert found.expenses == (Decimal(expenses) if expenses else None)


@pytest.mark.parametrize(("year", "source"), [
    (2020, "Brochure voor raadsleden (2020)"),
    (2022, "Nederlandse Vereniging voor Raadsleden, overzicht 2022 en 2023"),
    (2023, "Nederlandse Vereniging voor Raadsleden, overzicht 2023"),
    (2026, "Rechtspositiebesluit decentrale politieke ambtsdragers, artikel 3.1.1 en 3.1.6 (2026)"),
])
def test_a_year_has_its_whole_source(year, source):
    assert allowances()[year].source == source


def test_there_are_342_municipalities():
    assert len({place for places in municipalities().values() for place in places}) == 342


@pytest.mark.parametrize(("typed", "names"), [
    ("zwolle", ["Zwolle"]), ("den haag", ["'s-Gravenhage"]), ("'s-gravenhage", ["'s-Gravenhage"]),
    ("bergen", ["Bergen (NH)", "Bergen (L)"]), ("bergen nh", ["Bergen (NH)"]), ("bergen op zoom", ["Bergen op Zoom"]),
])
def test_municipalities_by_name_and_alias(typed, names):
    assert [place.name for place in municipalities()[typed]] == names


def test_a_municipality_has_province_and_both_counts():
    (place,) = municipalities()["bergen op zoom"]
    assert (place.province, place.inhabitants_2026, place.inhabitants_2024) == ("Noord-Brabant", 70_693, 69_694)


def test_the_law_behind_the_interpellation():
    article = law_articles()["interpellatie"]
    assert (article.law, article.articles) == ("Gemeentewet", "artikel 155 lid 2")
    assert article.url == "https://wetten.overheid.nl/BWBR0005416"


# ---------------------------------------------------------------- hard words

@pytest.fixture
def words_file(tmp_path, monkeypatch):
    """A list of words of its own, which is read anew."""
    monkeypatch.setattr(facts, "FOLDER", tmp_path)
    hard_words.cache_clear()
    yield tmp_path / "words.yml"
    hard_words.cache_clear()


@pytest.mark.parametrize("word", hard_words())
def test_a_hard_word_occurs_in_a_passage(word):
    assert re.search(rf"\b{re.escape(word)}(en|s)?\b", TEXTS)


@pytest.mark.parametrize(("word", "meaning"), hard_words().items())
def test_a_meaning_fits_in_a_line_and_does_not_repeat_the_word(word, meaning):
    assert word == word.lower() == word.strip()
    assert 0 < len(meaning) <= 110
    assert not re.match(rf"{re.escape(word)}\b", meaning)


def test_the_words_that_a_griffie_adds_are_text(words_file):
    words_file.write_text("# eigen woorden\nkaders: de grenzen\nja: 155\n", encoding="utf-8")
    assert hard_words() == {"kaders": "de grenzen", "ja": "155"}


def test_a_word_without_a_meaning_is_named(words_file):
    words_file.write_text("kaders:\ncollege: samen\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no meaning of kaders"):
        hard_words()


def test_a_file_that_is_no_yaml_is_named(words_file):
    words_file.write_text("kaders: [", encoding="utf-8")
    with pytest.raises(ValueError, match=r"words\.yml: found no YAML"):
        hard_words()


@pytest.mark.parametrize(("text", "found"), [
    ("- kaders\n- griffie\n", "list"), ("kaders", "str"), ("", "NoneType"), ("# niets\n", "NoneType"), ("12\n", "int"),
])
def test_a_file_that_is_no_list_of_words_says_what_was_expected(words_file, text, found):
    words_file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"words\.yml: found {found}\. Expected lines such as: kaders:"):
        hard_words()
