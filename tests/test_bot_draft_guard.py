"""A draft starts on a wish: the bare name of an instrument and a question about it keep their own intent."""

import re
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.training_data.message import Message

from bot.components.draft_guard import ANY, FALLBACK, GUARDED, DraftGuard, wishes, wishes_text, without_draft

NLU = Path(__file__).parent.parent / "data" / "nlu"


def examples(intent):
    (entry,) = yaml.safe_load((NLU / f"{intent}.yml").read_text(encoding="utf-8"))["nlu"]
    return re.findall(r"^- (.+)$", entry["examples"], re.MULTILINE)


@pytest.mark.parametrize("intent", sorted((*GUARDED, ANY)))
def test_every_example_of_a_draft_is_a_wish(intent):
    assert [text for text in examples(intent) if not wishes(text, intent)] == []


@pytest.mark.parametrize("text", [
    "een motie bedoel ik sorry", "en n initiatiefvoorstel", "amendement", "verschil met motie?", "hoe dien ik een motie in",
    "hoe schrijf je een goede motie", "wat moet er in een motie staan", "mag ik een motie indienen",
    "en hoe dien je een amendement in",
    "wij willen een motie over de veiligheid van raadsleden, hoe werkt een motie", "heb je een voorbeeld van een motie",
    "haha leuk",
    "ik wil een motie indienen hoe werkt dat", "kan ik een motie indienen over een oud besluit",
    "wanneer moet een amendement binnen zijn", "en helpen ze ook met schrijven van een amendement",
    "wie moet hem dan schrijven", "doe mij dan maar de griffier, ik wil een mens spreken",
    "wie kan me helpen een motie te schrijven", "kan een ambtenaar een amendement voor me schrijven?",
])
def test_what_wishes_no_text_starts_no_draft(text):
    assert [intent for intent in sorted(GUARDED) if wishes(text, intent)] == []


@pytest.mark.parametrize("text", ["wie moet hem dan schrijven", "kan een ambtenaar me helpen met het schrijven", "ok ok. doe mij dan maar de griffier, ik wil een mens spreken"])
def test_who_writes_it_and_who_wants_a_human_wish_none_of_any_kind(text):
    assert not wishes(text, ANY)


@pytest.mark.parametrize(("text", "intent"), [
    ("ik wil een motie", "motie_indienen"), ("motie maken", "motie_indienen"),
    ("kun je een motie voor me maken", "motie_indienen"),
    ("wat kun je voor me schrijven", ANY), ("constaterende " + "woord " * 40, "motie_indienen"),
    ("ik wil vragen aan het college stellen zet m effe op papier", "vragen_indienen"),
])
def test_a_wish_starts_one(text, intent):
    assert wishes(text, intent)


def ranked(**confidences):
    return [{"name": name, "confidence": sure} for name, sure in confidences.items()]


def test_what_was_held_for_a_draft_counts_for_its_topic():
    left = without_draft(ranked(initiatief_indienen=0.5, motie=0.3, initiatiefrecht=0.2), "en n initiatiefvoorstel")
    assert [(row["name"], round(row["confidence"], 2)) for row in left] == [("initiatiefrecht", 0.7), ("motie", 0.3)]


def test_what_was_held_for_any_draft_is_shared_out():
    left = without_draft(ranked(concept_maken=0.5, vervolg=0.4, motie=0.1), "en in hoeveel gemeenten?")
    assert [(row["name"], round(row["confidence"], 2)) for row in left] == [("vervolg", 0.8), ("motie", 0.2)]


@pytest.mark.parametrize(("held", "first"), [(0.3, "motie"), (0.29, FALLBACK)])
def test_an_intent_that_is_not_sure_enough_falls_back(held, first):
    left = without_draft(ranked(motie=0.3, motie_indienen=held, groet=0.7 - held), "een motie bedoel ik")
    assert left[0]["name"] == first


def test_a_draft_that_stands_behind_the_fallback_goes_too():
    message = Message({"text": "een motie bedoel ik sorry", "intent": {"name": FALLBACK, "confidence": 0.6},
                       "intent_ranking": ranked(**{FALLBACK: 0.6, "motie_indienen": 0.5, "motie": 0.3})})
    DraftGuard().process([message])
    assert message.get("intent") == {"name": "motie", "confidence": 0.8}


def test_another_intent_stays_first_and_the_topic_gains():
    message = Message({"text": "moet ik een motie van tevoren op papier zetten?",
                       "intent": {"name": "griffie", "confidence": 0.6},
                       "intent_ranking": ranked(griffie=0.63, motie=0.2, motie_indienen=0.17)})
    DraftGuard().process([message])
    assert message.get("intent")["name"] == "griffie"
    assert [(row["name"], round(row["confidence"], 2)) for row in message.get("intent_ranking")] == [("griffie", 0.63),
                                                                                                     ("motie", 0.37)]


def test_a_wish_keeps_its_ranking():
    ranking = ranked(motie_indienen=0.7, motie=0.3)
    assert without_draft(ranking, "maak een motie") is ranking


@pytest.mark.parametrize(("text", "intent", "after"), [
    ("een motie bedoel ik", "motie_indienen", "motie"), ("maak een motie", "motie_indienen", "motie_indienen"),
    ("een motie bedoel ik", "groet", "groet"), ("een motie bedoel ik sorry", FALLBACK, FALLBACK),
    ("/motie_indienen", "motie_indienen", "motie_indienen"),
])
def test_the_message_gets_the_intent_that_is_left(text, intent, after):
    message = Message({"text": text, "intent": {"name": intent, "confidence": 0.7},
                       "intent_ranking": ranked(**{intent: 0.7, "motie": 0.3})})
    DraftGuard().process([message])
    assert message.get("intent")["name"] == after


def test_who_asks_whether_others_help_asks_about_the_others():
    ranking = [{"name": "amendement_indienen", "confidence": 0.8}, {"name": "ambtelijke_bijstand", "confidence": 0.15}]
    assert without_draft(ranking, "helpen ze ook met schrijven van een amendement") == [
        {"name": FALLBACK, "confidence": 0.85}, {"name": "ambtelijke_bijstand", "confidence": 0.15}]


@pytest.mark.parametrize(("text", "wished"), [
    ("bestaat er een brief die ik m kan geven", False), ("zijn er ook formulieren voor", False),
    ("moet die op papier?", False), ("kan ik m ook in mijn eentje indienen", False), ("kun je me helpen ze op te schrijven?", True),
    ("helpen ze met opschrijven", False), ("heb je een brief die jij voor me kunt schrijven", True), ("schrijf die brief maar", True),
])
def test_who_asks_whether_a_text_exists_wishes_none(text, wished):
    assert wishes(text, ANY) is wished


@pytest.mark.parametrize(("text", "found"), [
    ("schrijf dat verzoek maar voor me", ANY), ("tik jij hem even uit dan", ANY), ("maak er maar eentje voor ons", ANY),
    ("stel die maar op voor mij", ANY), ("schrijf ik dat dan zelf", "vervolg"), ("wie schrijft dat voor me", "vervolg"),
])
def test_an_order_to_write_is_a_wish_whatever_was_sure_of_nothing(text, found):
    message = Message({"text": text, "intent": {"name": FALLBACK, "confidence": 0.6}, "intent_ranking": [
        {"name": FALLBACK, "confidence": 0.6}, {"name": "vervolg", "confidence": 0.4}, {"name": ANY, "confidence": 0.3}]})
    DraftGuard().process([message])
    named = [row["name"] for row in message.get("intent_ranking") if row["name"] != FALLBACK]
    assert named[0] == found


@pytest.mark.parametrize(("text", "found"), [
    ("Kun je een motie voor ons opstellen over verlichting op het fietspad?", ANY), ("hoi, wil je een motie uitwerken", ANY),
    ("dan wil ik dus een amendement. zet jij m op", ANY), ("te zwaar voor ons. maak maar een motie over inhuur", ANY),
    ("doe maar gewoon die schriftelijke vragen", ANY), ("nee hij ligt wel voor. schrijf het amendement maar", ANY), ("begin maar", ANY),
    ("kan je een motie voor mij typen over de vlag", ANY), ("help je mij met de tekst van een motie", ANY),
    ("wie schrijft een motie", "motie"), ("begin maart is de raad", "motie"),
    ("kun je een motie intrekken", "motie"), ("kun je zelf een motie schrijven", "motie"), ("kan je een motie indienen over alles", "motie"),
])
def test_a_polite_request_to_write_is_a_wish(text, found):
    message = Message({"text": text, "intent_ranking": ranked(motie=0.95, motie_indienen=0.05)})
    DraftGuard().process([message])
    assert message.get("intent_ranking")[0]["name"] == found


@pytest.mark.parametrize("text", [
    "ik wil een motie daarover", "daar wil ik een motie over", "dan wil ik daar een motie over indienen", "ik wil daarover een motie indienen",
    "daar wil ik vragen over stellen", "hierover wil ik schriftelijke vragen stellen", "ik wil dat in een motie gieten",
    "maak daar eens een motie van", "zet dat om in een amendement", "mooi, zet dat verhaal dan om in schriftelijke vragen",
    "schrijf er maar schriftelijke vragen over", "de post gaat dicht. kun je een brief met vragen aan b&w maken", "er is geen boom te bekennen. Kun je hier met mij een motie van maken?", "de hal lekt. dat kan toch niet. kun je daar een motie van maken",
    "doe maar een motie, maak die van wat ik net vertelde", "ik ben zo boos. maar goed maak er eens een motie van", "doe maar een motie dan", "kun je dat voor me opschrijven als motie",
])
def test_a_text_about_what_was_told_is_wished(text):
    assert wishes_text(text)


@pytest.mark.parametrize("text", [
    "dan wil ik een motie daarover hoe werkt dat", "kan ik daar een motie over indienen", "hoe maak je daar een motie van",
    "maak er een punt van", "doe maar een voorbeeld", "kan je daar vragen over stellen",
    "wil ik daar wel vragen over stellen?", "daar wil ik iets over weten", "ik wil een motie op de agenda",
])
def test_who_asks_how_wishes_no_text_yet(text):
    assert not wishes_text(text)


def test_an_order_to_make_a_text_of_it_leads_over_what_the_story_is_about():
    text = "de hal lekt en het college zwijgt. maak daar een motie van"
    message = Message({"text": text, "intent_ranking": ranked(rekenkamer=0.9, motie=0.1)})
    DraftGuard().process([message])
    assert message.get("intent_ranking")[0]["name"] == ANY


@pytest.mark.parametrize(("leads", "found"), [("initiatiefrecht", ANY), ("griffie", "griffie"), ("verschil", "verschil")])
def test_an_order_to_write_counts_before_the_topic_of_a_draft_only(leads, found):
    text = "weet je wat maak toch dat initiatiefvoorstel maar"
    message = Message({"text": text, "intent_ranking": ranked(**{leads: 0.9, ANY: 0.05})})
    DraftGuard().process([message])
    assert message.get("intent_ranking")[0]["name"] == found


@pytest.mark.parametrize(("text", "intent"), [
    ("Ik wens een interpellatieverzoek op te stellen en verzoek u mij daarbij behulpzaam te zijn.", "interpellatie_indienen"),
    ("interpellatie", "nlu_fallback"),
])
def test_a_wish_that_is_unsure_only_of_its_instrument_is_sure(text, intent):
    ranking = [{"name": "nlu_fallback", "confidence": 0.49}, {"name": "interpellatie_indienen", "confidence": 0.51},
               {"name": "interpellatie", "confidence": 0.48}]
    message = Message({"text": text, "intent": ranking[0], "intent_ranking": ranking})
    DraftGuard().process([message])
    assert message.get("intent")["name"] == intent
