"""The classifier of danger: it learns from examples of danger and harmless ones, believes at less, and keeps plain numbers."""

from contextlib import contextmanager

import numpy as np
import pytest
import scipy.sparse
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.danger_classifier import VECTOR, WEIGHTS, DangerClassifier, even_features_of, is_sure_of_another, weigh_in

WORDS = ("mes", "trein", "motie", "brug", "deur")


class Folder:
    """A model storage that is one folder."""

    def __init__(self, path):
        self.path = path

    @contextmanager
    def write_to(self, resource):
        yield self.path

    read_from = write_to


def said(text, intent=None, **data):
    message = Message({TEXT: text, **({"intent": intent} if intent else {}), **data})
    row = scipy.sparse.coo_matrix([[float(word in text) for word in WORDS]])
    message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, "words"))
    return message


EXAMPLES = [said("mes aan de deur", "dreiging"), said("mes", "dreiging"), said("trein", "wanhoop"), said("brug", "wanhoop"),
            said("motie", "motie"), said("motie over de brug", "motie"), said("motie deur"), said("deur")]


@pytest.fixture
def trained(tmp_path):
    config, resource = {**DangerClassifier.get_default_config(), "C": 100.0}, Resource("danger")
    classifier = DangerClassifier.create(config, Folder(tmp_path), resource, None)
    classifier.train(TrainingData(EXAMPLES))
    return DangerClassifier.load(config, Folder(tmp_path), resource, None)


@pytest.mark.parametrize(("text", "intent"), [
    ("er ligt een mes bij de deur", "dreiging"), ("ik ga straks onder de trein", "wanhoop"), ("motie", "groet"),
    ("hier is weer eens de deur", "groet"), ("/mes in het huis van de raad", "groet")])
def test_danger_is_told_from_the_harmless(trained, text, intent):
    message = said(text, "groet", intent_ranking=[{"name": "groet", "confidence": 0.5}])
    trained.process([message])
    assert next(row["name"] for row in message.get("intent_ranking") if row["name"] != "nlu_fallback") == intent


def test_below_the_threshold_no_danger_stands_first():
    message = said("hij is dicht", intent_ranking=[{"name": "wanhoop", "confidence": 0.2}, {"name": "groet", "confidence": 0.7}])
    weigh_in(message, "dreiging", 0.39, 0.4)
    assert message.get("intent") == {"name": "groet", "confidence": 0.7}
    assert message.get("intent_ranking") == [{"name": "groet", "confidence": 0.7}, {"name": "dreiging", "confidence": 0.39}]


def test_what_is_left_without_a_sure_danger_may_be_unsure():
    message = said("doe mij de griffier", intent_ranking=[
        {"name": "wanhoop", "confidence": 0.76}, {"name": "groet", "confidence": 0.1}])
    weigh_in(message, "wanhoop", 0.2, 0.7)
    assert [row["name"] for row in message.get("intent_ranking")] == ["nlu_fallback", "groet", "wanhoop"]


@pytest.mark.parametrize(("name", "sure", "found"), [
    ("buiten_bereik", 0.65, True), ("buiten_bereik", 0.55, False), ("dreiging", 0.9, False), ("nlu_fallback", 0.7, False)])
def test_another_intent_that_is_sure_asks_for_more_proof(name, sure, found):
    assert is_sure_of_another(said("gaat het regenen", intent_ranking=[{"name": name, "confidence": sure}])) is found


@pytest.mark.parametrize(("text", "kind", "sure", "least"), [
    ("hij is al weken dicht", "dreiging", 0.5, 0.8), ("er ligt een mes bij de deur", "dreiging", 0.5, 0.5),
    ("gaat het vanavond bij ons ook regenen", "dreiging", 0.7, 0.85), ("voor mij hoeft het allemaal niet meer", "wanhoop", 0.5, 0.5),
    ("wat hebben ze dan nog meer in huis", "dreiging", 0.5, 0.9),
    ("wat doe ik met die man voor mijn huis", "dreiging", 0.5, 0.5),
    ("omdat de horeca het zwaar heeft", "wanhoop", 0.5, 0.9), ("wil niet meer leven zo", "wanhoop", 0.5, 0.8),
    ("er ligt een stoeptegel los voor mijn deur bij ons", "dreiging", 0.97, 0.95),
    ("ik wil een motie over messen op straat", "dreiging", 0.5, 0.99)])
def test_a_few_words_and_another_sure_intent_need_more_proof(trained, text, kind, sure, least):
    assert trained._least(said(text, intent_ranking=[{"name": "buiten_bereik", "confidence": sure}]), kind) == least


def test_the_weights_are_plain_numbers(trained, tmp_path):
    with np.load(tmp_path / WEIGHTS, allow_pickle=False) as kept:
        assert kept["weights"].shape == (3, len(WORDS) + 1)


def test_even_features_let_no_kind_outweigh_another():
    message = said("mes", "dreiging")
    message.add_features(Features(scipy.sparse.coo_matrix([[9.0, 16.0, 0.0]]), FEATURE_TYPE_SENTENCE, TEXT, "grams"))
    message.add_features(Features(scipy.sparse.coo_matrix([[-3.0, 4.0]]), FEATURE_TYPE_SENTENCE, TEXT, "DutchVectors"))
    even = even_features_of(message).toarray()[0]
    assert np.allclose(even, [1, 0, 0, 0, 0, 0.6, 0.8, 0, -0.6 * VECTOR, 0.8 * VECTOR])
    assert even_features_of(Message({TEXT: "mes"})) is None


def test_without_examples_of_danger_it_stays_silent(tmp_path):
    classifier = DangerClassifier.create(DangerClassifier.get_default_config(), Folder(tmp_path), Resource("danger"), None)
    classifier.train(TrainingData([said("motie", "motie")]))
    silent = DangerClassifier.load(DangerClassifier.get_default_config(), Folder(tmp_path), Resource("danger"), None)
    message = said("mes", intent_ranking=[{"name": "groet", "confidence": 0.9}])
    assert silent.process([message])[0].get("intent_ranking") == [{"name": "groet", "confidence": 0.9}]
