"""Corrections within a text: what goes, what comes, and what is no correction."""

import pytest

from actions.draft_replaces_rules import LONGEST, replaces


@pytest.mark.parametrize(("text", "kept", "corrected"), [
    ("nee wacht maak van die 60 maar 65 euro", "de belasting is 60 euro per jaar", "de belasting is 65 euro per jaar"),
    ("nee niet 48, 60 euro", "het tarief wordt 48 euro per jaar", "het tarief wordt 60 euro per jaar"),
    ("o wacht in het verzoek moet niet 1 juni staan maar 1 september", "voor 1 juni een zebrapad", "voor 1 september een zebrapad"),
    ("nee het was niet vorige maand het was in januari", "de lijn is vorige maand geschrapt", "de lijn is in januari geschrapt"),
    ("was donderdag niet vrijdag", "vrijdag stond er een bus voor", "donderdag stond er een bus voor"),
    ("wacht, 100 is te veel, maak er 75 van", "100 gelote inwoners", "75 gelote inwoners"),
    ("die 14 miljoen moet 41 miljoen zijn", "het kost 14 miljoen", "het kost 41 miljoen"),
    ("voor 1 oktober moet voor 1 december worden, anders redden ze het nooit", "voor 1 oktober te starten", "voor 1 december te starten"),
    ("nee geen 80, doe 85 euro", "het bedrag wordt 80 euro", "het bedrag wordt 85 euro"),
    ("niet elf maar dertien toestellen", "elf toestellen zijn weg", "dertien toestellen zijn weg"),
    ("vervang wethouder Jansen door wethouder De Boer", "wethouder Jansen wist ervan", "wethouder De Boer wist ervan"),
    ("nee er klopt iets niet, het waren vier ongelukken", "er waren drie ongelukken en 2 doden", "er waren vier ongelukken en 2 doden"),
    ("nee, het waren 4 ongelukken", "er waren drie ongelukken", "er waren 4 ongelukken"),
    ("sorry 12 procent", "15 procent van de 300 jongeren", "12 procent van de 300 jongeren"),
    ("sorry, 22.30", "de bus van 21.30 uur terug", "de bus van 22.30 uur terug"),
])
def test_what_is_corrected_reads_so(text, kept, corrected):
    assert replaces(text, [kept]) == (0, corrected)


@pytest.mark.parametrize("text", [
    "nee, de wethouder moet dit oplossen", "de wethouder moet 60 dagen de tijd krijgen", "het was in Zuid niet in Oost", "60 euro",
    "het tarief moet omlaag", "niet de bus maar de trein", "x" * (LONGEST + 1),
])
def test_what_stands_in_no_text_or_is_content_corrects_nothing(text):
    assert replaces(text, ["de wethouder heft 48 euro", "in Noord"]) is None


def test_the_text_that_has_it_is_corrected_the_latest_first():
    assert replaces("nee maak van die 60 maar 65", ["zes bankjes", "60 euro", "60 dagen"]) == (1, "65 euro")


def test_of_two_that_it_may_stand_for_none_is_taken():
    assert replaces("sorry, 12", ["15 van de 40 kinderen"]) is None


def test_known_to_correct_it_needs_no_word_that_says_so():
    kept = ["in Oost gaat de bibliotheek dicht"]
    assert replaces("het was in West niet in Oost", kept) is None
    assert replaces("het was in West niet in Oost", kept, plainly=True) == (0, "in West gaat de bibliotheek dicht")


def test_no_longer_word_is_touched():
    assert replaces("nee maak van die 60 maar 65", ["1.60 meter, 160 euro en 60,5 procent"]) is None
