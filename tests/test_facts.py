"""Dated facts: only what was read in a source, by year, with that source."""

from decimal import Decimal

import pytest

from knowledge.facts import allowances, law_articles, municipalities


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
