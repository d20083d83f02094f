"""The decision table row by row, what is asked for it, and what a story tells."""

from itertools import product

import pytest

from actions.turn import INSTRUMENTS
from actions.welk_instrument_facts_rules import Facts, asks_bot, goals_in, read_agenda, read_facts, read_urgent
from actions.welk_instrument_rules import GOALS, TABLE, VALUES, decide, heard, matters, next_fact, read_answer
from actions.welk_instrument_say import DRAFTS, drafts_in
from knowledge.documents import read_edition
from knowledge.facts import wishes
from knowledge.settings import Settings

PASSAGES = {passage.id for passage in read_edition(Settings().edition)}


# ---------------------------------------------------------------- the table

@pytest.mark.parametrize(("goal", "agenda", "urgent", "row", "instruments"), [
    ("informatie", "nee", "ja", "informatie_haast", ["vragen", "interpellatie"]),
    ("informatie", "weet_niet", "ja", "informatie_haast", ["vragen", "interpellatie"]),
    ("informatie", "ja", "ja", "informatie", ["vragen"]), ("informatie", "nee", "nee", "informatie", ["vragen"]),
    ("debat", "ja", None, "debat_agenda", ["vragen", "motie"]), ("debat", "nee", None, "debat_nieuw", ["interpellatie"]),
    ("debat", "weet_niet", None, "debat_onbekend", ["interpellatie", "vragen"]),
    ("uitspraak", "nee", "ja", "uitspraak_haast", ["motie", "interpellatie"]),
    ("uitspraak", "nee", "nee", "uitspraak", ["motie"]), ("uitspraak", "ja", "ja", "uitspraak", ["motie"]),
    ("uitspraak", None, None, "uitspraak", ["motie"]), ("uitspraak", "weet_niet", "ja", "uitspraak", ["motie"]),
    ("wijziging", "ja", None, "wijziging_agenda", ["amendement"]),
    ("wijziging", "nee", None, "wijziging_nieuw", ["initiatiefrecht", "motie"]),
    ("wijziging", "weet_niet", None, "wijziging_onbekend", ["amendement", "initiatiefrecht"]),
    ("eigen_voorstel", "ja", None, "eigen_voorstel_agenda", ["initiatiefrecht", "amendement"]),
    ("eigen_voorstel", "nee", None, "eigen_voorstel", ["initiatiefrecht"]),
    ("eigen_voorstel", "weet_niet", None, "eigen_voorstel", ["initiatiefrecht"]),
    ("onderzoek", None, "ja", "onderzoek_haast", ["vragen", "raadsonderzoek"]),
    ("onderzoek", None, "nee", "onderzoek", ["raadsonderzoek", "rekenkamer"]),
    ("geld", "ja", None, "geld_agenda", ["budgetrecht", "amendement"]),
    ("geld", "nee", None, "geld_nieuw", ["budgetrecht", "initiatiefrecht"]),
    ("geld", "weet_niet", None, "geld_onbekend", ["budgetrecht"]),
])
def test_every_row(goal, agenda, urgent, row, instruments):
    found = decide(Facts(goal, agenda, urgent))
    assert (found.name, [passage.split("/")[0] for passage in found.instruments]) == (row, instruments)


def test_the_table_decides_whatever_the_facts_are():
    every = [Facts(*values) for values in product(*VALUES.values())]
    assert len(every) == 42
    assert {decide(facts).goal for facts in every} == set(GOALS)
    assert {decide(facts).name for facts in every} == {row.name for row in TABLE}


def test_every_row_cites_one_or_two_passages_that_exist():
    assert {len(row.instruments) for row in TABLE} == {1, 2}
    assert [passage for row in TABLE for passage in row.instruments if passage not in PASSAGES] == []


def test_every_instrument_of_the_booklet_can_be_the_outcome():
    assert {passage.split("/")[0] for row in TABLE for passage in row.instruments} >= INSTRUMENTS


@pytest.mark.parametrize(("facts", "asked"), [
    (Facts(), "goal"), (Facts(agenda="nee", urgent="ja"), "goal"), (Facts("uitspraak"), None), (Facts("informatie"), None),
    (Facts("informatie", agenda="ja"), None), (Facts("informatie", agenda="nee"), None),
        (Facts("informatie", urgent="nee"), None),
    (Facts("informatie", urgent="ja"), None), (Facts("debat"), "agenda"), (Facts("onderzoek"), "urgent"),
    (Facts("onderzoek", "nee"), "urgent"),
    (Facts("geld", urgent="ja"), "agenda"), (Facts("wijziging", "weet_niet"), None),
        (Facts("eigen_voorstel", urgent="nee"), "agenda"),
])
def test_only_what_matters_is_asked(facts, asked):
    assert next_fact(facts) == asked


def test_a_missing_fact_is_an_error():
    with pytest.raises(ValueError, match="Found no agenda"):
        decide(Facts("debat"))


def test_haste_never_matters_for_a_change():
    assert not matters("urgent", Facts("wijziging", "ja"))
    assert matters("agenda", Facts("wijziging", None, "ja"))


# ---------------------------------------------------------------- stories

@pytest.mark.parametrize(("text", "facts"), [
    ("wat kan ik doen als het college niet luistert", Facts("uitspraak")),
    ("wil iets aan de kaak stellen welk middel pak ik", Facts("debat")),
    ("er wordt een park gekapt en het college heeft ons niks verteld. het staat niet op de agenda en vanavond is de raad. "
     "ik wil de wethouder ter verantwoording roepen", Facts("debat", "nee", "ja")),
    ("het heeft haast. de wethouder moet stoppen met de bouw. staat niet op de agenda", Facts("uitspraak", "nee", "ja")),
    ("we willen het bedrag in het raadsvoorstel aanpassen, donderdag stemmen we erover", Facts("wijziging", "ja")),
    ("ik wil zelf een voorstel doen voor een verbod op vuurwerk, geen haast", Facts("eigen_voorstel", None, "nee")),
    ("ik wil weten hoeveel de verbouwing kostte, het kan best even wachten", Facts("informatie", None, "nee")),
    ("er moet meer geld naar de jeugdzorg, welk middel", Facts("geld")),
    ("we willen een onderzoek naar de aanbesteding, niet meteen hoor", Facts("onderzoek", None, "nee")),
    ("ik wil dat er een sluitingstijd van 23.00 uur in komt te staan", Facts("wijziging")),
    ("ik wil geen onderzoek maar gewoon antwoord van de wethouder", Facts("informatie")),
    ("niet om het geld te doen, ik wil een signaal geven aan het college", Facts("uitspraak")),
    ("er wordt te snel gereden, ik wil dat de raad zich uitspreekt", Facts("uitspraak")),
    ("de onderste steen moet boven, het kan niet langer wachten", Facts("onderzoek", None, "ja")),
    ("het college heeft ons niks verteld, ik wil dat de wethouder zich verantwoordt", Facts("debat")),
    ("welk instrument past", Facts()), ("ik weet niet of het op de agenda staat", Facts(agenda="weet_niet")),
    ("het staat wel op de agenda", Facts(agenda="ja")), ("het staat nog nergens op de agenda", Facts(agenda="nee")),
    ("ik wil het op de agenda krijgen", Facts(agenda="nee")), ("er is geen haast bij", Facts(urgent="nee")),
    ("eerst stond het niet op de agenda, maar nu staat het op de agenda", Facts(agenda="ja")),
    ("met spoed", Facts(urgent="ja")), ("", Facts()), ("😀", Facts()),
])
def test_facts_of_a_story(text, facts):
    assert read_facts(text) == facts


def test_every_phrase_of_the_lexicon_says_what_it_stands_under():
    filled = lambda phrase: phrase.replace("*", "").replace(" … ", " nu ")
    words = wishes()
    wrong = [phrase for goal, levels in words["doel"].items() for phrase in levels["duidelijk"]
             if goal not in goals_in(filled(phrase), "duidelijk")]
    wrong += [phrase for value, phrases in words["agenda"].items() for phrase in phrases if read_agenda(filled(phrase)) != value]
    wrong += [phrase for value, phrases in words["haast"].items() for phrase in phrases if read_urgent(filled(phrase)) != value]
    assert wrong == []
    assert set(words["doel"]) == set(GOALS)


@pytest.mark.parametrize("text", [
    "welk middel moet ik inzetten", "ik weet niet welk instrument past", "wat kan ik doen tegen een besluit van het college",
    "er wordt te hard gereden", "hoe snel gaat dat", "motie, vragen of toch iets anders"])
def test_words_that_tell_nothing(text):
    assert read_facts(text) == Facts()


@pytest.mark.parametrize(("text", "facts"), [
    ("er ligt nog niks in de raad, onze fractie heeft een plan voor meer bomen", Facts("eigen_voorstel", "nee")),
    ("een wethouder die niks doet, wat nu", Facts("uitspraak")),
        ("dit moet tot op de bodem uitgezocht worden", Facts("onderzoek")),
    ("geen motie, ik wil gewoon dat ze antwoord geven", Facts("informatie")),
        ("ik wil geen vragen stellen maar een debat", Facts("debat")),
    ("in het plan dat voorligt wil ik artikel 4 laten schrappen", Facts("wijziging", "ja")),
    ("we willen een verbod op lachgas", Facts("eigen_voorstel")),
        ("niet meteen, maar meer geld voor de jeugdzorg", Facts("geld", None, "nee")),
])
def test_more_stories(text, facts):
    assert read_facts(text) == facts


@pytest.mark.parametrize("story", [
    ["ik wil de wethouder ter verantwoording roepen", "het staat niet op de agenda", "het heeft haast"],
])
def test_facts_count_wherever_they_stand(story):
    first, second, third = story
    orders = [(first, second, third), (third, second, first), (second, first, third), (third, first, second)]
    assert {read_facts(". ".join(order)) for order in orders} == {Facts("debat", "nee", "ja")}


@pytest.mark.parametrize(("asked", "text", "value"), [
    ("agenda", "ja", "ja"), ("agenda", "Nee.", "nee"), ("agenda", "weet ik niet", "weet_niet"), ("agenda", "geen idee",
        "weet_niet"),
    ("agenda", "weet_niet", "weet_niet"), ("agenda", "nog niet", "nee"), ("agenda", "klopt", "ja"), ("agenda", "banaan", None),
    ("urgent", "ja", "ja"), ("urgent", "nope", "nee"), ("urgent", "geen idee", "nee"), ("urgent", "wat bedoel je?", None),
    ("goal", "informatie", "informatie"), ("goal", "een onderzoek graag", "onderzoek"), ("goal", "banaan", None), ("goal", "ja",
        None),
])
def test_plain_answers(asked, text, value):
    assert read_answer(asked, text) == value


@pytest.mark.parametrize("text", [
    "wat is een motie?", "nee wacht wat is een onderzoek", "hoe werkt een interpellatie", "wie is de griffier"])
def test_a_question_to_the_bot_tells_no_facts(text):
    assert asks_bot(text)
    assert heard(text, "goal", Facts()) == {}


def test_a_story_that_begins_with_a_question_is_a_story():
    assert not asks_bot("wat kan ik doen als het college niet luistert")


def test_a_known_goal_changes_only_when_it_is_put_right():
    known = Facts("uitspraak", "nee")
    assert heard("ja, want er is geen geld meer", "urgent", known) == {"urgent": "ja"}
    assert heard("nee ik wil toch een onderzoek", "urgent", known)["goal"] == "onderzoek"
    assert heard("het staat toch op de agenda", None, known) == {"agenda": "ja"}


def test_only_drafts_that_the_domain_has_are_offered():
    assert drafts_in({"intents": ["groet", "interpellatie_indienen", {"motie_indienen": {"use_entities": []}}]}) == [
        "interpellatie_indienen", "motie_indienen"]
    assert drafts_in({}) == []
    assert list(DRAFTS.values()) == ["interpellatie_indienen", "motie_indienen", "amendement_indienen", "vragen_indienen",
                                     "initiatief_indienen"]
