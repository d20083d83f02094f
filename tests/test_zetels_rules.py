"""How many members a council has: the law's table, and which messages ask for it."""

import pytest

from actions.zetels_rules import asks_seats, near_boundary, seats
from knowledge.facts import council_sizes


@pytest.mark.parametrize(("inhabitants", "members"), [
    (1, 9), (3000, 9), (3001, 11), (18_000, 17), (20_000, 17), (20_001, 19), (80_000, 35), (80_001, 37), (100_000, 37), (100_001, 39),
    (200_000, 39), (200_001, 45), (940_000, 45),
])
def test_the_table_of_article_8(inhabitants, members):
    assert seats(inhabitants) == members


def test_no_inhabitants_is_an_error():
    with pytest.raises(ValueError, match="Found 0 inhabitants"):
        seats(0)


def test_the_table_rises_and_ends_open():
    sizes = council_sizes()
    assert [size.members for size in sizes] == sorted({size.members for size in sizes})
    assert [size.most for size in sizes[:-1]] == sorted(size.most for size in sizes[:-1]) and sizes[-1].most is None


@pytest.mark.parametrize(("inhabitants", "near"), [(19_700, True), (20_300, True), (17_500, False), (600_000, False)])
def test_near_a_boundary(inhabitants, near):
    assert near_boundary(inhabitants) is near


@pytest.mark.parametrize("text", [
    "Hoeveel zetels telt een raad bij 18.000 inwoners?", "hoeveel raadsleden heeft Assen", "hoeveel raadszetels heeft zo'n gemeente",
    "hoe groot is de raad in een dorp met 9000 inwoners", "uit hoeveel leden bestaat de gemeenteraad van utrecht",
    "nog één ding dan: hoeveel zetels heeft een stad van 230.000 inwoners", "hoeveel man zitten er in de raad van Urk",
])
def test_who_asks_for_the_size_of_a_council(text):
    assert asks_seats(text)


@pytest.mark.parametrize("text", [
    "hoeveel raadsleden moeten een motie steunen", "hoeveel raadsleden moeten dat willen om te beginnen",
    "hoeveel zetels hebben we nodig voor een meerderheid", "hoeveel leden heeft onze fractie",
    "hoeveel leden heeft de NVvR", "hoeveel raadsleden zijn lid van de vereniging", "hoeveel uur besteedt een raadslid",
    "hoeveel raadsleden worden bedreigd", "hoeveel krijgt een raadslid in Assen", "hoeveel leden zitten er in een onderzoekscommissie van de raad",
])
def test_who_asks_something_else(text):
    assert not asks_seats(text)
