"""What a short turn means in its conversation: the same subject, another one, more, or nothing at all."""

import pytest

from actions.context import Leaning, facet_of, leaning, subject_of
from actions.turn import Turn
from tests.toy import passage

MOTIE = passage("motie/wat", "Een motie is een uitspraak van de raad.")


def turn(text, intent="vervolg", named=(), **entities):
    rest = text.lower()
    for topic in named:
        rest = rest.replace(topic, " ")
    return Turn(text, intent, 0.9, {}, entities, rest.strip(), tuple(named))


# ---------------------------------------------------------------- leaning

@pytest.mark.parametrize("text", ["en de procedure?", "hoe werkt dat?", "en wanneer?", "wat betekent dat precies",
                                  "Wanneer doe je dat dan?", "ok en hoe dien ik zoiets in", "welke stappen zijn er",
                                  "wat zijn de voorwaarden", "waarvoor gebruik je het"])
@pytest.mark.parametrize("intent", ["vervolg", "nlu_fallback"])
def test_a_part_without_a_subject_is_one_of_the_same_subject(text, intent):
    assert leaning(turn(text, intent), MOTIE) == Leaning.FACET


def test_a_part_that_only_the_entity_names_counts_too():
    assert leaning(turn("en dat?", facet="hoe"), MOTIE) == Leaning.FACET


@pytest.mark.parametrize("text", ["en een amendement?", "en bij een amendement dan?", "ok, maar hoe zit dat met een amendement",
                                  "voor een amendement", "Goed. En het amendement?"])
def test_another_instrument_by_name_asks_the_same_part_of_it(text):
    assert leaning(turn(text, named=["amendement"]), MOTIE) == Leaning.TOPIC


@pytest.mark.parametrize("text", ["en voor de begroting?", "en de griffie?", "ok, en de kosten?", "bij een fusie", "En in Urk"])
def test_a_word_or_two_after_en_may_be_another_subject(text):
    assert leaning(turn(text, "nlu_fallback"), MOTIE) == Leaning.TOPIC


@pytest.mark.parametrize("text", ["vertel meer", "Vertel me meer!", "ga verder", "ga door", "meer", "wat nog meer?", "verder",
                                  "en verder?", "ik wil daar meer over weten", "de rest graag", "heb je meer info?"])
def test_asking_for_more_goes_on(text):
    assert leaning(turn(text), MOTIE) == Leaning.MORE


@pytest.mark.parametrize(("text", "intent"), [
    ("mag dat ook", "vervolg"), ("mogen inwoners dat ook gebruiken", "nlu_fallback"), ("is dat bindend?", "nlu_fallback"),
    ("en als de wethouder weigert mee te werken?", "nlu_fallback"), ("maar wat als het niet lukt", "nlu_fallback"),
    ("hoeveel handtekeningen zijn er nodig", "vervolg"), ("en is dat bindend?", "nlu_fallback"),
])
def test_what_points_back_asks_about_the_same_subject(text, intent):
    assert leaning(turn(text, intent), MOTIE) == Leaning.ASKS


@pytest.mark.parametrize(("text", "intent", "named"), [
    ("wat is de hoofdstad van Frankrijk", "buiten_bereik", ()), ("hoeveel handtekeningen?", "nlu_fallback", ()),
    ("hoeveel handtekeningen heb je nodig voor een burgerinitiatief", "initiatiefrecht", ()),
    ("wat is een motie", "motie", ["motie"]), ("hoe dien ik een amendement in", "amendement", ["amendement"]),
    ("wat is het verschil tussen motie en amendement", "verschil", ["motie", "amendement"]),
    ("en wat kost een amendement aan tijd", "amendement", ["amendement"]),
    ("/vervolg", "vervolg", ()), ("", "vervolg", ()), ("?!", "vervolg", ()), ("2026", "geef_waarde", ()),
])
def test_a_question_with_a_subject_of_its_own_stands_alone(text, intent, named):
    assert leaning(turn(text, intent, named), MOTIE) == Leaning.NONE


def test_a_long_story_stands_alone_whatever_points_back_in_it():
    story = "gisteren hoorde ik van een collega dat haar voorstel over de nieuwe brug door het college is afgewezen"
    assert leaning(turn(story), MOTIE) == Leaning.NONE
    assert leaning(turn(f"{story}, vertel meer"), MOTIE) == Leaning.NONE


@pytest.mark.parametrize("text", ["hoe werkt dat?", "en de procedure", "wat betekent dat", "wanneer", "ga verder"])
def test_without_anything_before_it_such_a_turn_has_no_subject(text):
    assert leaning(turn(text), None) == Leaning.NOTHING


@pytest.mark.parametrize(("text", "intent", "named"), [
    ("en voor de begroting?", "nlu_fallback", ()), ("is dat bindend", "nlu_fallback", ()),
    ("wat is een motie", "motie", ["motie"]),
    ("mag dat ook", "ja", ()), ("/vervolg", "vervolg", ()),
])
def test_without_anything_before_it_what_has_a_word_of_its_own_is_searched(text, intent, named):
    assert leaning(turn(text, intent, named), None) == Leaning.NONE


# ---------------------------------------------------------------- its parts

@pytest.mark.parametrize(("text", "subject"), [
    ("en voor de begroting?", "begroting"), ("En de griffie dan?", "griffie"), ("hoe zit dat met lokale media", "lokale media"),
    ("en de burgemeester van Urk", "burgemeester urk"), ("en dan?", ""), ("", ""),
])
def test_the_subject_is_what_the_small_words_leave(text, subject):
    assert subject_of(turn(text)) == subject


@pytest.mark.parametrize(("text", "facet"), [
    ("en de procedure?", "hoe"), ("Welke voorwaarden gelden er", "hoe"), ("HOE", "hoe"), ("op welk moment", "wanneer"),
    ("in welke gevallen", "wanneer"), ("wat houdt het in", "wat"), ("de definitie", "wat"), ("wie mag dat", None),
    ("hoeveel is het", None), ("wanneerverslag", None), ("", None),
])
def test_a_part_is_named_by_the_words_for_it(text, facet):
    assert facet_of(turn(text)) == facet


def test_the_part_that_the_model_found_goes_first():
    assert facet_of(turn("hoe werkt dat", facet="kosten")) == "kosten"
