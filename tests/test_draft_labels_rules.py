"""Which part a message speaks of: labels, official phrases, the subject of a wish, corrections."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.draft_changes_rules import change_in, change_midway
from actions.draft_labels_rules import labelled, skips, subject_in
from actions.draft_parts_rules import AMENDEMENT, DRAFTS, INITIATIEF, INTERPELLATIE, MOTIE, VRAGEN

PASTED = """Motie: speeltuin Dorpsstraat

De gemeenteraad van Voorbeeldstad, in vergadering bijeen op 12 januari 2027,
gehoord de beraadslaging,

constaterende dat:
- de speeltuin al twee jaar dicht is;
- er geen geld voor is;

overwegende dat
1. kinderen buiten moeten spelen;

verzoekt het college:
- de speeltuin te openen;
en draagt het college op om dit voor 1 juli te melden,

en gaat over tot de orde van de dag.

Namens de fracties:
Jan (D66)
"""


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
    assert subject_in(text, INTERPELLATIE) == subject


@pytest.mark.parametrize(("text", "instrument", "subject"), [
    ("help me een motie schrijven over de speeltuin", MOTIE, "de speeltuin"),
    ("motie over de speeltuin, zet m effe op papier", MOTIE, "de speeltuin"),
    ("motie over het plan dat de wethouder wil doorzetten", MOTIE, "het plan dat de wethouder wil doorzetten"),
    ("over een uur heb ik een motie nodig", MOTIE, None),
    ("ik wil vragen stellen over de speeltuin. Kun je me helpen?", VRAGEN, "de speeltuin"),
    ("ik wil vragen aan het college stellen zet m effe op papier", VRAGEN, None),
    ("raadsvragen over stank, graag voor vanavond", VRAGEN, "stank"),
    ("amendement op het raadsvoorstel parkeren", AMENDEMENT, "het raadsvoorstel parkeren"),
    ("ik wil een wijziging op het voorstel", AMENDEMENT, None), ("motie over iets", MOTIE, None),
    ("zet een amendement op papier", AMENDEMENT, None), ("amendement bij agendapunt 7", AMENDEMENT, "agendapunt 7"),
    ("initiatiefvoorstel over een jongerenfonds!", INITIATIEF, "een jongerenfonds"),
])
def test_the_subject_that_a_wish_names(text, instrument, subject):
    assert subject_in(text, instrument) == subject


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
    assert labelled(text, INTERPELLATIE) == parts


def test_an_official_motion_is_read_whole():
    assert labelled(PASTED, MOTIE) == {
        "": "Motie: speeltuin Dorpsstraat",
        "constaterende": "- de speeltuin al twee jaar dicht is;\n- er geen geld voor is",
        "overwegende": "1. kinderen buiten moeten spelen",
        "verzoek": "verzoekt het college:\n- de speeltuin te openen\ndraagt het college op om dit voor 1 juli te melden",
        "indieners": "Namens de fracties:\nJan (D66)", "datum": "12 januari 2027"}


@pytest.mark.parametrize(("text", "parts"), [
    ("constaterende dat het lekt; overwegende dat dit duur is", {"constaterende": "het lekt", "overwegende": "dit duur is"}),
    ("Het lekt, overwegende, dat dit duur is, draagt het college op te herstellen en gaat over tot de orde van de dag",
     {"": "Het lekt", "overwegende": "dit duur is", "verzoek": "draagt het college op te herstellen"}),
    ("verzoek: de brug openen\nindieners: Jan", {"verzoek": "de brug openen", "indieners": "Jan"}),
    ("de raad verzoekt het college te komen", {}),  # in the midst of a sentence it is content
])
def test_phrases_of_a_motion(text, parts):
    assert labelled(text, MOTIE) == parts


def test_parts_of_an_amendment_and_a_proposal():
    assert labelled("Oude tekst: de raad stelt € 5 vast\nNieuwe tekst: de raad stelt € 6 vast", AMENDEMENT) == {
        "oud": "de raad stelt € 5 vast", "nieuw": "de raad stelt € 6 vast"}
    assert labelled("titel: fonds, besluit: 1. a 2. b, kosten: niets", INITIATIEF) == {
        "titel": "fonds", "besluit": "1. a 2. b", "dekking": "niets"}


@pytest.mark.parametrize("text", ["sla over", "Sla dit maar over.", "overslaan", "later", "vul ik later in", "weet ik nog niet",
                                  "geen idee", "volgende vraag", "skip"])
def test_a_part_is_left_open(text):
    assert skips(text)


@pytest.mark.parametrize("text", ["later deze maand", "geen idee waarom de brug dicht is", "sla de paal in de grond", "", "stop",
                                  "de volgende vraag is waarom"])
def test_content_leaves_nothing_open(text):
    assert not skips(text)


def changed(text, instrument=MOTIE, midway=False):
    change = (change_midway if midway else change_in)(text, instrument)
    return change and (change.part.name, change.text, change.point, "added" if change.added else "gone" if change.gone else "")


@pytest.mark.parametrize(("text", "expected"), [
    ("voeg nog een overweging toe: het is duur", ("overwegende", "het is duur", 0, "added")),
    ("extra verzoek: meld het", ("verzoek", "meld het", 0, "added")),
    ("overweging 2 moet zijn: het is duur", ("overwegende", "het is duur", 2, "")),
    ("de tweede constatering wordt: het lekt", ("constaterende", "het lekt", 2, "")),
    ("haal overweging 1 weg", ("overwegende", None, 1, "gone")),
    ("schrap de laatste constatering", ("constaterende", None, -1, "gone")),
    ("de indieners moeten Jan en Piet zijn", ("indieners", "Jan en Piet", 0, "")),
    ("de overwegingen kloppen niet", ("overwegende", None, 0, "")), ("ja", None), ("dat wordt niks", None),
])
def test_a_change_at_the_summary(text, expected):
    assert changed(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("de datum moet 12 januari zijn", ("datum", "12 januari", 0, "")), ("nee wacht, de datum moet 12 januari zijn",
                                                                     ("datum", "12 januari", 0, "")),
    ("datum moet zijn: 12 januari", ("datum", "12 januari", 0, "")),
    ("wijzig het onderwerp in de brug", ("onderwerp", "de brug", 0, "")),
    ("sorry, het onderwerp moet de brug zijn", ("onderwerp", "de brug", 0, "")),
    ("wijzig het onderwerp", ("onderwerp", None, 0, "")),
    ("onderwerp klopt niet", ("onderwerp", None, 0, "")), ("de indieners wijzigen", ("indieners", None, 0, "")),
])
def test_a_plain_correction_midway(text, expected):
    assert changed(text, midway=True) == expected


@pytest.mark.parametrize("text",
                         ["het onderwerp moet op de agenda", "de datum is bekend", "onderwerp: de brug",
                          "het onderwerp is de brug",
                                  "de vergadering was openbaar", "de raad moet besluiten", ""])
def test_content_corrects_nothing_midway(text):
    assert changed(text, midway=True) is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(text):
    for instrument in DRAFTS.values():
        assert all(value in text or "\n" in value or ", " in value for value in labelled(text, instrument).values())
        change_in(text, instrument)
        change_midway(text, instrument)
        subject_in(text, instrument)


@pytest.mark.parametrize("text", ["en " * 4000, "de raad van " * 1000, "constaterende " * 800, "voeg " * 2400, "over " * 2400,
                                  "haal " * 2400, "moet zijn " * 1200, "\n" * 12_000, " " * 12_000 + "x",
                                  "verzoekt het college " * 600])
def test_a_very_long_text_is_read_at_once(text):
    started = time.perf_counter()
    for instrument in DRAFTS.values():
        labelled(text, instrument), change_in(text, instrument), change_midway(text, instrument), subject_in(text, instrument)
    assert time.perf_counter() - started < 3
