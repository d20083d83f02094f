"""The subject of a wish, the meeting behind it, labelled parts, questions kept apart, and moments."""

import time

import pytest

from actions.interpellatie_rules import labelled, meeting_in, names_a_moment, numbered, split_questions, subject_in


@pytest.mark.parametrize(("text", "subject"), [
    ("ik wil een interpellatie over het zwembad", "het zwembad"),
    ("Interpellatie aanvragen over de brug bij de Haven!", "de brug bij de Haven"),
    ("interpellatie inzake 'Plan Noord' ...", "'Plan Noord'"), ("verzoek omtrent\nde begroting?", "de begroting"),
    ("een interpellatie over de klacht over de wethouder", "de klacht over de wethouder"),
    ("OVER HET AZC", "HET AZC"), ("help me met een interpellatie", None), ("over", None), ("over u", None), ("", None),
    ("overleg met de wethouder", None), ("over twee weken wil ik een interpellatie houden", None),
    ("vraag over het indienen van een interpellatie", None),
])
def test_subject_in(text, subject):
    assert subject_in(text) == subject


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
def test_split_questions(text, questions):
    assert split_questions(text) == questions


@pytest.mark.parametrize("text", [
    "3.500 inwoners wachten, waarom?", "10.30 uur is te vroeg, wie koos dat?", "2026 is te laat, of niet?",
    "-5 graden in de school, hoe kan dat?", "12,5 miljoen?",
])
def test_a_number_that_belongs_to_the_question_stays(text):
    assert split_questions(text) == (text,)


def test_numbering_and_splitting_are_each_others_opposite():
    questions = ("Waarom nu?", "Wat kost het?")
    assert numbered(questions) == "1. Waarom nu?\n2. Wat kost het?"
    assert split_questions(numbered(questions)) == questions
    assert numbered(()) == ""


@pytest.mark.parametrize("text", [
    "18 december", "volgende week dinsdag", "de eerstvolgende raad", "Vanavond", "in MEI", "weet ik nog niet", "weet ik niet",
    "weet nog niet", "geen idee", "nog niet bekend", "zo snel mogelijk", "1-2", "over een maand", "donderdag",
])
def test_a_moment_is_named(text):
    assert names_a_moment(text) is True


@pytest.mark.parametrize("text", ["ja", "mevrouw Meijer", "de raad", "zo lang het duurt", "", "😀"])
def test_no_moment_is_named(text):
    assert names_a_moment(text) is False


def test_long_input_is_read_at_once():
    started = time.perf_counter()
    assert len(subject_in("over " + "? " * 2000)) == 3999
    assert len(split_questions("wat? " * 800)) == 800
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("text", ["32 november", "31 feb", "12-13-2026", "0 mei", "1. waarom is de raad niet gehoord 2. wat kost het"])
def test_a_day_that_does_not_exist_is_no_moment(text):
    assert not names_a_moment(text)


def test_numbers_in_order_without_a_point_are_taken_off():
    assert split_questions("1 waarom?\n2 hoeveel?") == ("waarom?", "hoeveel?")
    assert split_questions("3 wethouders gaan weg.\nWaarom?") == ("3 wethouders gaan weg.", "Waarom?")


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


@pytest.mark.parametrize(("text", "parts"), [
    ("onderwerp: de brug, datum: 18 december", {"onderwerp": "de brug", "datum": "18 december"}),
    ("Onderwerp : de brug\nWaarom nu: hij is dicht", {"onderwerp": "de brug", "aanleiding": "hij is dicht"}),
    ("de brug; FRACTIE: D66", {"": "de brug", "indiener": "D66"}),
    ("Vragen: Waarom? Hoe lang? Vergaderdatum: morgen", {"vragen": "Waarom? Hoe lang?", "datum": "morgen"}),
    ("vraag: hoe laat: 10:30?", {"vragen": "hoe laat: 10:30?"}),
    ("onderwerp:, datum: morgen", {"datum": "morgen"}),  # nothing stands behind it
    ("de datum: 18 december", {}), ("het onderwerp is de brug", {}), ("onderwerpen: brug", {}), ("", {}),
])
def test_labelled_parts(text, parts):
    assert labelled(text) == parts
