"""Functions with an allowance on top, the members of a fractie, and the amounts on both sides of the highest."""

from decimal import Decimal

import pytest

from actions.toelagen_rules import FUNCTIONS, asks_extra, chair_allowance, functions_in, members_in
from knowledge.facts import extra_allowances


def test_every_amount_has_its_year_unit_and_source():
    assert {name: (extra.year, extra.amount, extra.unit) for name, extra in extra_allowances().items()} == {
        "fractievoorzitter_basis": (2026, Decimal("89.46"), "euro per maand"),
        "fractievoorzitter_per_lid": (2026, Decimal("12.77"), "euro per maand"),
        "fractievoorzitter_hoogste": (2026, Decimal("191.67"), "euro per maand"),
        "vertrouwenscommissie": (2026, Decimal("153.33"), "euro per maand"),
        "bijzondere_commissie_hoogste": (2026, Decimal("153.33"), "euro per maand"),
        "onderzoekscommissie_hoogste": (2026, Decimal("3"), "maandvergoedingen per jaar"),
        "commissievoorzitter": (2026, None, "niet gezien")}
    assert all("Rechtspositiebesluit" in extra.source and "2026" in extra.source for extra in extra_allowances().values())


@pytest.mark.parametrize(("members", "all_count", "others_count"), [
    (1, "102.23", "89.46"), (2, "115.00", "102.23"), (7, "178.85", "166.08"), (8, "191.62", "178.85"), (9, "191.67", "191.62"),
    (10, "191.67", "191.67"), (45, "191.67", "191.67"),
])
def test_the_chair_of_a_fractie(members, all_count, others_count):
    found = chair_allowance(members)
    assert (found.all_count, found.others_count, found.year) == (Decimal(all_count), Decimal(others_count), 2026)


@pytest.mark.parametrize("members", [0, 46, -1])
def test_no_fractie_has_so_many_members(members):
    with pytest.raises(ValueError, match="Expected 1 to 45"):
        chair_allowance(members)


@pytest.mark.parametrize(("text", "functions"), [
    ("toelage fractievoorzitter", ("fractievoorzitter",)), ("fractievoorziter extra?", ("fractievoorzitter",)),
    ("ik leid de fractie sinds deze week", ("fractievoorzitter",)),
        ("lid van de vertrouwenscommissie", ("vertrouwenscommissie",)),
    ("vertrouwnscommissie", ("vertrouwenscommissie",)), ("onderzoekscommissie en bijzondere commissie",
                                                         ("onderzoekscommissie", "bijzondere_commissie")),
    ("voorzitter van de raadscommissie", ("commissievoorzitter",)), ("commissievoorzitter", ("commissievoorzitter",)),
    ("rekenkamerfunctie", ("rekenkamer",)), ("voorzitter van de vergadering", ()), ("wat is een motie", ()),
])
def test_functions_in_a_text(text, functions):
    assert functions_in(text) == functions


def test_every_function_is_found_by_its_own_name():
    assert [name for name in FUNCTIONS if functions_in(name.replace("_", " ")) != (name,)] == []


@pytest.mark.parametrize(("text", "members"), [
    ("fractie van 5", 5), ("we zijn met z'n drieën", 3), ("met z’n vieren", 4), ("eenmansfractie", 1), ("7 zetels", 7),
    ("acht leden", 8),
    ("45 zetels", 45), ("46 zetels", None), ("0 leden", None), ("2026", None), ("€ 12", None), ("fractievoorzitter", None),
])
def test_members_in_a_text(text, members):
    assert members_in(text) == members


@pytest.mark.parametrize(("text", "members"), [
    ("5", 5), ("vijf", 5), ("en met 7?", 7), ("we zijn met 9", 9), ("46", None), ("0", None), ("45.000", None), ("Zwolle", None),
    ("een", 1),
])
def test_a_bare_number_of_members(text, members):
    assert members_in(text, bare=True) == members


@pytest.mark.parametrize(("text", "asks"), [
    ("krijgt een fractievoorzitter extra", True), ("toelage vertrouwenscommissie", True),
        ("wie is onze fractievoorzitter", False),
    ("wat doet de rekenkamer", False), ("wat verdien ik", False),
])
def test_a_question_about_an_allowance_on_top(text, asks):
    assert asks_extra(text) is asks
