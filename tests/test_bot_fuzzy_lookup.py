"""Misspelt names of subjects: found and put right, while other words, found names and buttons are left alone."""

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.fuzzy_lookup import FuzzyLookup

NAMES = ["amendement", "interpellatie", "Rekenkamer", "griffie", "onkosten", "integriteit", "verlof", "motie", "politiek verlof"]
CONTEXT = ExecutionContext(GraphSchema({}))


@pytest.fixture
def storage(tmp_path):
    return LocalModelStorage.create(tmp_path)


@pytest.fixture
def component(storage):
    return trained(storage, [{"name": "instrument", "elements": NAMES}])


def trained(storage, tables, **config):
    made = FuzzyLookup.create({"entity": "instrument", **config}, storage, Resource("fuzzy"), CONTEXT)
    made.train(TrainingData(lookup_tables=tables))
    return made


def entities(component, text, found=()):
    message = Message({"text": text, "entities": list(found)})
    component.process([message])
    return [(e["entity"], e["value"], text[e["start"]:e["end"]]) for e in message.get("entities")]


@pytest.mark.parametrize(("text", "value", "written"), [
    ("hoe dien ik een amendemnt in", "amendement", "amendemnt"), ("Interpelatie?", "interpellatie", "Interpelatie"),
    ("doet de rekenkammer dat", "rekenkamer", "rekenkammer"), ("INTEGRITIET", "integriteit", "INTEGRITIET"),
    ("bel de grifie, graag", "griffie", "grifie"), ("onkostn declareren", "onkosten", "onkostn"),
])
def test_a_misspelt_name_is_found_where_it_stands(component, text, value, written):
    assert entities(component, text) == [("instrument", value, written)]


def test_every_misspelt_name_of_a_message_is_found(component):
    assert entities(component, "amendemnt of interpelatie") == [
        ("instrument", "amendement", "amendemnt"), ("instrument", "interpellatie", "interpelatie")]


@pytest.mark.parametrize("text", [
    "welke kosten zijn er", "wat kost een vergadering", "een vergunning voor de kermis", "mijn wethouder luistert niet",
    "interview met de burgemeester", "", "12345678",
])
def test_another_word_is_no_name(component, text):
    assert entities(component, text) == []


@pytest.mark.parametrize("text", ["een moite", "motei", "grif", "verlo"])
def test_a_short_word_is_never_taken_for_a_name(component, text):
    assert entities(component, text) == []


@pytest.mark.parametrize(("setting", "text"), [({"min_length": 10}, "bel de grifie"), ({"score": 100}, "een amendemnt")])
def test_the_settings_make_it_stricter(storage, component, setting, text):
    assert entities(component, text)
    assert entities(trained(storage, [{"name": "instrument", "elements": NAMES}], **setting), text) == []


def test_a_name_that_another_extractor_found_is_not_found_twice(component):
    found = {"entity": "instrument", "start": 4, "end": 16, "value": "interpellatie", "extractor": "RegexEntityExtractor"}
    assert entities(component, "een interpelatie", [found]) == [("instrument", "interpellatie", "interpelatie")]


def test_part_of_a_longer_found_name_is_left_alone(component):
    found = {"entity": "instrument", "start": 0, "end": 16, "value": "vragen", "extractor": "RegexEntityExtractor"}
    assert entities(component, "griffie amendemnt", [found]) == [("instrument", "vragen", "griffie amendemn")]


def test_other_found_entities_stay_and_the_list_follows_the_text(component):
    found = {"entity": "party", "start": 14, "end": 17, "value": "VVD", "extractor": "RegexEntityExtractor"}
    assert entities(component, "amendemnt van VVD over grifie", [found]) == [
        ("instrument", "amendement", "amendemnt"), ("party", "VVD", "VVD"), ("instrument", "griffie", "grifie")]


@pytest.mark.parametrize("text", ["/amendemnt", '/vraag{"instrument": "interpelatie"}'])
def test_the_payload_of_a_button_is_untouched(component, text):
    message = Message({"text": text})
    component.process([message])
    assert message.get("entities") is None


def test_a_message_without_text_is_no_trouble(component):
    message = Message({"intent": "groet"})
    assert component.process([message]) == [message]
    assert message.get("entities") is None


def test_the_names_are_kept_with_the_model(storage, component):
    loaded = FuzzyLookup.load({"entity": "instrument"}, storage, Resource("fuzzy"), CONTEXT)
    text = "amendemnt, interpelatie, rekenkammer, grifie"
    assert entities(loaded, text) == entities(component, text)
    assert len(entities(loaded, text)) == 4


@pytest.mark.parametrize("tables", [
    [], [{"name": "instrument", "elements": []}], [{"name": "gemeente", "elements": ["amendement"]}],
    [{"name": "instrument", "elements": "namen.txt"}],
])
def test_without_names_of_its_own_it_finds_none_also_after_loading(storage, tables):
    assert entities(trained(storage, tables), "amendemnt") == []
    assert entities(FuzzyLookup.load({}, storage, Resource("fuzzy"), CONTEXT), "amendemnt") == []


def test_a_name_of_two_words_is_known_without_its_space(component):
    assert entities(component, "politiekverlof bedoel ik") == [("instrument", "politiek verlof", "politiekverlof")]


def test_names_of_two_words_and_short_ones_are_not_compared(component):
    assert entities(component, "politeik verlof") == [("instrument", "verlof", "verlof")]
    assert entities(component, "motiee") == []
