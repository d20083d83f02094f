"""Moments as people type them, and the meeting that a text ends with."""

import pytest

from actions.draft_moment_rules import is_fixed, meeting_in, names_a_moment


@pytest.mark.parametrize("text", [
    "18 december", "volgende week dinsdag", "de eerstvolgende raad", "Vanavond", "in MEI", "weet ik nog niet", "weet ik niet",
    "weet nog niet", "geen idee", "nog niet bekend", "zo snel mogelijk", "1-2", "over een maand", "donderdag",
])
def test_a_moment_is_named(text):
    assert names_a_moment(text) is True


@pytest.mark.parametrize("text", ["ja", "mevrouw Meijer", "de raad", "zo lang het duurt", "", "😀"])
def test_no_moment_is_named(text):
    assert names_a_moment(text) is False


@pytest.mark.parametrize("text",
                         ["32 november", "31 feb", "12-13-2026", "0 mei", "1. waarom is de raad niet gehoord 2. wat kost het"])
def test_a_day_that_does_not_exist_is_no_moment(text):
    assert not names_a_moment(text)


@pytest.mark.parametrize(("text", "rest", "moment"), [
    ("de brug, voor de raad van 18 december", "de brug", "18 december"),
    ("De brug voor de vergadering van dinsdag.", "De brug", "dinsdag"),
    ("J. Jansen (D66), vergadering: 12-12-2026", "J. Jansen (D66)", "12-12-2026"),
    ("J. Jansen, datum 18 dec!", "J. Jansen", "18 dec"),
    ("de brug; tijdens de raadsvergadering op de eerste maandag", "de brug", "eerste maandag"),
    ("DE BRUG TIJDENS DE COMMISSIEVERGADERING VAN 3 MEI", "DE BRUG", "3 MEI"),
])
def test_the_meeting_is_taken_off_the_end(text, rest, moment):
    assert meeting_in(text) == (rest, moment)


@pytest.mark.parametrize("text", [
    "de brug", "de brug op 18 december", "voor de raad van 18 december", "de brug voor de raad van toezicht",
    "de stemming in de raad van 31 februari", "in de raad van 18 december ging het mis, en waarom?", "",
])
def test_what_names_no_meeting_plainly_stays_whole(text):
    assert meeting_in(text) == (text, "")


@pytest.mark.parametrize(("text", "fixed"), [
    ("18 december", True), ("do. 3 mei 2027", True), ("12-01-2027", True), ("2027-01-12", True), ("volgende week dinsdag", False),
    ("vanavond", False), ("de eerstvolgende raad", False), ("", False),
])
def test_a_moment_that_says_the_same_later(text, fixed):
    assert is_fixed(text) is fixed
