"""What is added to a draft and taken out of it in everyday words."""

import pytest

from actions.draft_edits_rules import Edit, edit_in
from actions.draft_parts_rules import MOTIE, VRAGEN

GIVEN = {"onderwerp": "De bieb", "constaterende": "de bieb is dicht\nde buren klagen\nde ggd is boos", "verzoek": "hem te openen\nde raad te informeren"}


@pytest.mark.parametrize(("text", "part", "line"), [
    ("voeg nog toe dat de ggd gewaarschuwd heeft", "verzoek", "de ggd gewaarschuwd heeft"),
    ("bij constaterende nog erbij zetten dat ouders er last van hebben", "constaterende", "ouders er last van hebben"),
    ("er moet ook in dat Arriva het al gemeld had", "verzoek", "Arriva het al gemeld had"),
    ("ik wil bij het verzoek nog iets toevoegen: uiterlijk 1 mei", "verzoek", "uiterlijk 1 mei"),
])
def test_what_is_added_comes_as_a_point_of_the_part_that_is_named_or_was_given_last(text, part, line):
    assert edit_in(text, MOTIE, GIVEN) == Edit(part, f"{GIVEN[part]}\n{line}")


def test_a_part_of_running_text_goes_on():
    edit = edit_in("zet bij de aanleiding ook nog dat er een brief is", VRAGEN, {"onderwerp": "Bus", "aanleiding": "De bus rijdt niet."})
    assert edit == Edit("aanleiding", "De bus rijdt niet. Ook speelt dat er een brief is")
    given = {"onderwerp": "Bus", "aanleiding": "De bus rijdt niet"}
    assert edit_in("voeg nog toe dat er een brief is", VRAGEN, given) == Edit("aanleiding", "De bus rijdt niet. Ook speelt dat er een brief is")
    assert edit_in("zet er nog bij: een brief van de buren", VRAGEN, given) == Edit("aanleiding", "De bus rijdt niet, en een brief van de buren")


@pytest.mark.parametrize(("text", "part", "left"), [
    ("haal dat over de buren er maar weer uit", "constaterende", "de bieb is dicht\nde ggd is boos"),
    ("schrap dat stukje over de buren", "constaterende", "de bieb is dicht\nde ggd is boos"),
    ("gooi dat tweede punt weg", "verzoek", "hem te openen"),
    ("De laatste constatering mag weg", "constaterende", "de bieb is dicht\nde buren klagen"),
])
def test_what_is_taken_out_is_the_one_point_that_is_meant(text, part, left):
    assert edit_in(text, MOTIE, GIVEN) == Edit(part, left)


@pytest.mark.parametrize("text", ["korter graag", "haal de draak eruit", "haal punt 9 weg", "bij overwegende nog dat het duur is", "schrap de bieb"])
def test_what_is_not_clear_changes_nothing(text):
    given = GIVEN if "bieb" not in text else GIVEN | {"constaterende": "de bieb is dicht\nde bieb is leeg"}
    assert edit_in(text, MOTIE, given) is None


def test_nothing_given_is_nothing_to_edit():
    assert edit_in("voeg toe dat het duur is", MOTIE, {}) is None
