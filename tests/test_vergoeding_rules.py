"""Both sides of every class boundary, amounts by year, and municipalities by name."""

from decimal import Decimal

import pytest

from actions.vergoeding_rules import class_name, class_of, euros, find_municipality, outcome
from knowledge.facts import municipalities


@pytest.mark.parametrize(("inhabitants", "klass", "in_2020", "in_2026"), [
    (1, 4, "1018.29", "1305.79"), (40_000, 4, "1018.29", "1305.79"), (40_001, 5, "1324.40", "1698.33"),
    (60_000, 5, "1324.40", "1698.33"), (60_001, 6, "1549.75", "1987.30"), (100_000, 6, "1549.75", "1987.30"),
    (100_001, 7, "1759.46", "2256.23"), (150_000, 7, "1759.46", "2256.23"), (150_001, 8, "2049.73", "2628.44"),
    (375_000, 8, "2049.73", "2628.44"), (375_001, 9, "2495.45", "3200.00"), (940_000, 9, "2495.45", "3200.00"),
])
def test_boundaries(inhabitants, klass, in_2020, in_2026):
    found = outcome(inhabitants)
    assert (found.klass, found.amount_then, found.amount_now) == (klass, Decimal(in_2020), Decimal(in_2026))
    assert (found.then.year, found.now.year) == (2020, 2026)


@pytest.mark.parametrize("inhabitants", [0, -3])
def test_no_inhabitants_is_an_error(inhabitants):
    with pytest.raises(ValueError, match="Expected more than 0"):
        class_of(inhabitants)


@pytest.mark.parametrize(("inhabitants", "near"), [(39_300, True), (40_700, True), (50_000, False), (375_001, True)])
def test_near_a_boundary(inhabitants, near):
    assert outcome(inhabitants).near_boundary is near


@pytest.mark.parametrize(("text", "names"), [
    ("Zwolle", ["Zwolle"]), ("gemeente tilburg", ["Tilburg"]), ("ik zit in den haag", ["'s-Gravenhage"]),
    ("den bosch", ["'s-Hertogenbosch"]), ("apeldorn", ["Apeldoorn"]), ("sudwest fryslan", ["Súdwest-Fryslân"]),
    ("Bergen", ["Bergen (NH)", "Bergen (L)"]), ("45.000", []), ("mijn dorp", []), ("Bergen op Zoom", ["Bergen op Zoom"]),
    ("bergen op zom", ["Bergen op Zoom"]), ("Bergen (Limburg)", ["Bergen (L)"]), ("bergen noord-holland", ["Bergen (NH)"]),
    ("’s-Gravenhage", ["'s-Gravenhage"]), ("den-haag", ["'s-Gravenhage"]), ("DH", ["'s-Gravenhage"]), ("tilbrug", ["Tilburg"]),
    ("land-van-cuijk", ["Land van Cuijk"]), ("Midden Groningen", ["Midden-Groningen"]),
    ("Nuenen c.a.", ["Nuenen, Gerwen en Nederwetten"]),
    ('"Zwolle"', ["Zwolle"]), ("<b>Zwolle</b>", ["Zwolle"]), ("den haag / 's-Gravenhage", ["'s-Gravenhage"]),
    ("", []), ("((", []),
    ("x" * 4000, []),
])
def test_find_municipality(text, names):
    assert [place.name for place in find_municipality(text)] == names


def test_two_municipalities_are_both_found():
    assert {place.name for place in find_municipality("Wageningen/Ede")} == {"Wageningen", "Ede"}


@pytest.mark.parametrize("text", ["doe je best", "mijn buren", "dat kan leiden tot meer", "10 huizen", "onder ede",
                                  "Best wel groot"])
def test_an_ordinary_word_is_no_municipality(text):
    assert find_municipality(text) == ()


@pytest.mark.parametrize(("text", "name"), [
    ("best", "Best"), ("Leiden, denk ik", "Leiden"), ("ik woon in huizen", "Huizen"), ("gemeente ede graag", "Ede"),
    ("raadslid te Houten", "Houten"),
])
def test_an_ordinary_word_that_is_meant_as_a_place(text, name):
    assert [place.name for place in find_municipality(text)] == [name]


@pytest.mark.parametrize("write", [str, str.lower, str.upper, "gemeente {}".format, "ik zit in {}, denk ik".format])
def test_every_municipality_is_found_by_its_own_name(write):
    names = {place.name for places in municipalities().values() for place in places}
    assert [name for name in names if [p.name for p in find_municipality(write(name))] != [name]] == []


def test_words_and_euros():
    assert (class_name(4), class_name(9), euros(Decimal("2628.44"))) == ("1-4", "9", "€ 2.628,44")
