"""The text of a draft: blocks from the response, values that change no shape, what is missing, and the summary in short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.draft_lines_rules import Group
from actions.draft_parts_rules import AMENDEMENT, DRAFTS, MOTIE, VRAGEN
from actions.draft_text_rules import SHORT, Block, Shape, blocks_of, in_short, lists_of, remarks, title_of, values_of
from actions.sentences import filled, sentence

FULL = {"motie_onderwerp": "de brug", "motie_constaterende": "hij lekt", "motie_overwegende": "dit duur is",
        "motie_verzoek": "a\nspreekt uit:\nb", "motie_indieners": "Jan", "motie_datum": "18 december"}


def test_the_shape_is_read_before_the_values():
    odd = "**vet**\n{punten} [x](http://y)"
    blocks = blocks_of("**Kop {a}**\n\n**Tweede**\nTekst: {a} ([wet]({b}))\n{punten}\n", {"a": odd, "b": "http://wet"},
                       {"punten": (Group("", ("een", "twee")), Group("spreekt uit", ("drie",)))})
    assert blocks == (
        Block(Shape.TITLE, f"Kop {odd}"), Block(Shape.HEADING, "Tweede"), Block(Shape.TEXT, f"Tekst: {odd} (wet)"),
        Block(Shape.POINTS, points=("een", "twee")), Block(Shape.HEADING, "spreekt uit:"), Block(Shape.POINTS, points=("drie",)))


@given(st.text(max_size=100))
def test_a_value_never_makes_a_heading_or_a_list(value):
    assert blocks_of("{a}", {"a": value}, {}) == (Block(Shape.TEXT, value),)
    assert filled("<{a}>{b}", {"a": value}) == f"<{value}>{{b}}"


def test_an_open_list_is_a_line_of_text():
    assert blocks_of("{punten}", {"punten": "[nog invullen]"}, {}) == (Block(Shape.TEXT, "[nog invullen]"),)


def test_every_part_by_its_name():
    assert values_of(MOTIE, FULL) == {
        "onderwerp": "de brug", "constaterende": "1. hij lekt", "overwegende": "1. dit duur is",
        "verzoek": "1. a\nspreekt uit:\n1. b", "indieners": "Jan", "datum": "18 december"}
    assert values_of(MOTIE, {},
                     "?") == dict.fromkeys(("onderwerp", "constaterende", "overwegende", "verzoek", "indieners", "datum"), "?")
    assert lists_of(MOTIE, FULL | {"motie_verzoek": ""}).keys() == {"constaterende", "overwegende"}


@pytest.mark.parametrize(("length", "cut"), [(SHORT, False), (SHORT + 1, True)])
def test_a_long_part_is_short_in_the_summary(length, cut):
    text = ("woord " * 100)[:length - 1] + "x"
    assert (in_short(text) != text) is cut
    assert len(in_short(text)) <= SHORT + 2
    assert in_short("x" * 1000) == "x" * (SHORT // 2) + " …"


@pytest.mark.parametrize(("changed", "found"), [
    ({}, ()), ({"motie_datum": ""}, ("missing_datum",)), ({"motie_datum": "volgende week"}, ("check_moment",)),
    ({"motie_verzoek": "", "motie_overwegende": None}, ("missing_overwegende", "missing_verzoek")),
])
def test_what_makes_a_motion_incomplete(changed, found):
    assert remarks(MOTIE, FULL | changed) == found


def test_an_amendment_that_changes_nothing_and_questions_without_one():
    same = {f"amendement_{part.name}": "1 mei" for part in AMENDEMENT.parts}
    assert remarks(AMENDEMENT, same) == ("check_same",)
    assert remarks(AMENDEMENT, same | {"amendement_oud": "2 mei"}) == ()
    asked = {f"vragen_{part.name}": "1 mei" for part in VRAGEN.parts}
    assert remarks(VRAGEN, asked) == ("check_vragen",)
    assert remarks(VRAGEN, asked | {"vragen_vragen": "Waarom?"}) == ()


@pytest.mark.parametrize("instrument", DRAFTS.values(), ids=DRAFTS)
def test_every_remark_and_every_text_has_its_sentence(instrument):
    for part in instrument.parts:
        assert sentence(f"utter_missing_{part.name}").endswith(".")
        assert f"{{{part.name}}}" in sentence(f"utter_{instrument.form}")
        assert f"{{{part.name}}}" in sentence(f"utter_request_{instrument.form}_akkoord")


def test_the_title_is_the_first_part_on_one_line():
    assert title_of(MOTIE, {"motie_onderwerp": "de\n brug "}) == "de brug"
    assert title_of(MOTIE, {"motie_onderwerp": ""}) == title_of(MOTIE, {}) == ""
