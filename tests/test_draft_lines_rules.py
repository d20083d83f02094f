"""Points of a draft: split as people type them, put back as a numbered list, under their own lead."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.draft_lines_rules import NUMBERING, THAT, Group, groups_of, numbered, points_of, replaced, without
from actions.draft_parts_rules import INITIATIEF, INTERPELLATIE, MOTIE

QUESTIONS, FACTS, ASKED, DECISIONS = (
    INTERPELLATIE.part("vragen"), MOTIE.part("constaterende"), MOTIE.part("verzoek"), INITIATIEF.part("besluit"))


@pytest.mark.parametrize(("text", "questions"), [
    ("Waarom nu? Wat kost het?", ("Waarom nu?", "Wat kost het?")),
    ("Waarom nu?\nWat kost het", ("Waarom nu?", "Wat kost het")),
    ("1. Waarom nu?\n2) Wat kost het?\n(3) Wie betaalt?", ("Waarom nu?", "Wat kost het?", "Wie betaalt?")),
    ("- Waarom nu?\n* Wat kost het?\n\n• Wie betaalt?\n", ("Waarom nu?", "Wat kost het?", "Wie betaalt?")),
    ("1. Waarom nu? 2. Wat kost het?", ("Waarom nu?", "Wat kost het?")),
    ("1. Leg uit waarom 2. Noem de kosten 12. Noem de datum", ("Leg uit waarom", "Noem de kosten", "Noem de datum")),
    ("Waarom is de brug dicht", ("Waarom is de brug dicht",)), ("Waarom?Nu?", ("Waarom?Nu?",)),
    ("Waarom nu?  En hoe?\nWie betaalt?", ("Waarom nu?  En hoe?", "Wie betaalt?")), ("", ()), ("\n 1. \n-\n", ()),
])
def test_questions_are_kept_apart(text, questions):
    assert points_of(text, QUESTIONS) == questions


@pytest.mark.parametrize("text", [
    "3.500 inwoners wachten, waarom?", "10.30 uur is te vroeg, wie koos dat?", "2026 is te laat, of niet?",
    "-5 graden in de school, hoe kan dat?", "12,5 miljoen?",
])
def test_a_number_that_belongs_to_the_question_stays(text):
    assert points_of(text, QUESTIONS) == (text,)


def test_numbering_and_splitting_are_each_others_opposite():
    questions = ("Waarom nu?", "Wat kost het?")
    assert numbered((Group("", questions),)) == "1. Waarom nu?\n2. Wat kost het?"
    assert points_of(numbered((Group("", questions),)), QUESTIONS) == questions
    assert numbered(()) == numbered((Group("", ()),)) == ""


def test_numbers_in_order_without_a_point_are_taken_off():
    assert points_of("1 waarom?\n2 hoeveel?", QUESTIONS) == ("waarom?", "hoeveel?")
    assert points_of("3 wethouders gaan weg.\nWaarom?", QUESTIONS) == ("3 wethouders gaan weg.", "Waarom?")


@pytest.mark.parametrize(("text", "points"), [
    ("dat de speeltuin dicht is; dat kinderen spelen", ("de speeltuin dicht is;", "kinderen spelen")),
    ("Dat het regent\nen dat het waait", ("het regent", "het waait")),
    ("- dat de brug dicht is,\n- dat dit lang duurt", ("de brug dicht is,", "dit lang duurt")),
    ("de wethouder zei dat hij komt", ("de wethouder zei dat hij komt",)),
    ("dat is fout? ja", ("is fout? ja",)), ("datum en tijd ontbreken", ("datum en tijd ontbreken",)),
    ("1. dat A geldt 2. dat B geldt", ("A geldt", "B geldt")),
])
def test_facts_stand_behind_one_that(text, points):
    assert points_of(text, FACTS) == points


@pytest.mark.parametrize(("text", "points"), [
    ("1. een lange regel die\n   doorloopt op de volgende\n2. een tweede",
     ("een lange regel die doorloopt op de volgende", "een tweede")),
    ("- a\nb\n- c", ("a b", "c")), ("a\nb\n- c", ("a", "b", "c")), ("a; b", ("a; b",)), ("is het zo? ja", ("is het zo? ja",)),
])
def test_a_line_that_goes_on_belongs_to_its_point(text, points):
    assert points_of(text, DECISIONS) == points


@pytest.mark.parametrize(("kept", "groups"), [
    ("de speeltuin open te doen", [("", ["de speeltuin open te doen"])]),
    ("verzoekt het college:\na\nb", [("verzoekt het college", ["a", "b"])]),
    ("verzoekt het college de speeltuin te openen", [("verzoekt het college", ["de speeltuin te openen"])]),
    ("draagt het college van B&W op om: te meten", [("draagt het college van B&W op om", ["te meten"])]),
    ("a\nspreekt uit dat dit niet meer mag\nb", [("", ["a"]), ("spreekt uit", ["dat dit niet meer mag", "b"])]),
    ("en Draagt de burgemeester op\nte komen", [("Draagt de burgemeester op", ["te komen"])]),
    ("verzoekt de buurt mee te denken", [("", ["verzoekt de buurt mee te denken"])]),
])
def test_a_motion_asks_charges_or_declares(kept, groups):
    assert [(group.lead, list(group.points)) for group in groups_of(kept)] == groups


def test_each_lead_has_its_own_list():
    text = numbered(groups_of("a\nspreekt uit:\nb\nc"))
    assert text == "1. a\nspreekt uit:\n1. b\n2. c"


@pytest.mark.parametrize(("number", "left", "new"), [
    (1, "b\nc", "x\nb\nc"), (3, "a\nb", "a\nb\nx"), (-1, "a\nb", "a\nb\nx"), (4, None, None), (0, None, None),
])
def test_a_point_goes_or_is_replaced(number, left, new):
    assert (without("a\nb\nc", number), replaced("a\nb\nc", number, "x")) == (left, new)


def test_the_only_point_can_not_go():
    assert without("a", 1) is None
    assert replaced("a", 1, "x") == "x"


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), min_size=1, max_size=60), min_size=2,
                max_size=8))
def test_points_of_any_characters_survive(points):
    points = [f"x{point}x" for point in points]
    assert points_of("\n".join(f"{n}. {point}" for n, point in enumerate(points, 1)), ASKED) == tuple(points)
    assert [point for group in groups_of("\n".join(points)) for point in group.points] == points


@given(st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), min_size=1, max_size=300))
def test_one_point_of_any_characters_survives(text):
    for part in (ASKED, DECISIONS):
        kept = NUMBERING.sub("", text.strip()).strip()
        if kept and not THAT.match(kept) and not text.strip().startswith(("1", "(1")):
            assert points_of(text, part) == (kept,)


def test_long_input_is_read_at_once():
    started = time.perf_counter()
    assert len(points_of("wat? " * 1200, QUESTIONS)) == 1200
    assert len(points_of("- dat het lekt\n" * 1500, FACTS)) == 1500
    assert len(groups_of("verzoekt het college " * 500)) == 1
    assert time.perf_counter() - started < 2
