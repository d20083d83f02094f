"""The intent classifier with its weights laid out for asking: the answers are those of Rasa's own."""

import numpy as np
import pytest
import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers import logistic_regression_classifier as rasas
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.intent_classifier import LogisticRegressionClassifier

ROWS = np.random.default_rng(0).random((12, 8))


def message(row, **data):
    made = Message(data={"text": "x", **data})
    made.add_features(Features(scipy.sparse.coo_matrix(row[None, :]), "sentence", "text", "Toy"))
    return made


KINDS = (rasas.LogisticRegressionClassifier, LogisticRegressionClassifier)
CONFIG = {**KINDS[0].get_default_config(), "ranking_length": 0}
CONTEXT, WHERE = ExecutionContext(GraphSchema({})), Resource("classifier")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The same classifier, trained, kept and loaded by Rasa and by us."""
    examples = TrainingData([message(row, intent=("motie", "griffie", "vng")[at % 3]) for at, row in enumerate(ROWS)])
    found = []
    for kind in KINDS:
        storage = LocalModelStorage(tmp_path_factory.mktemp("model"))
        kind.create(CONFIG, storage, WHERE, CONTEXT).train(examples)
        found.append(kind.load(CONFIG, storage, WHERE, CONTEXT))
    return found


def test_the_answers_are_rasas(loaded):
    heard = [[message(row) for row in ROWS] for _ in loaded]
    for classifier, messages in zip(loaded, heard, strict=True):
        classifier.process(messages)
    rankings = [[m.get("intent_ranking") for m in messages] for messages in heard]
    names, odds = ([[[row[key] for row in ranking] for ranking in one] for one in rankings] for key in ("name", "confidence"))
    assert names[1] == names[0] and [len(r) for r in rankings[1]] == [3] * 12
    assert np.allclose(odds[1], odds[0], atol=1e-5)  # 32 bits beside 64
    assert heard[1][0].get("intent")["name"] == rankings[0][0][0]["name"]


def test_the_weights_lie_as_asking_needs_them(loaded):
    assert loaded[1].clf.coef_.T.flags.c_contiguous and not loaded[0].clf.coef_.T.flags.c_contiguous
    assert np.allclose(loaded[1].clf.coef_, loaded[0].clf.coef_, atol=1e-5)


def trained(folder, **settings):
    examples = TrainingData([message(row, intent=("motie", "griffie", "vng")[at % 3]) for at, row in enumerate(ROWS)])
    storage = LocalModelStorage(folder)
    LogisticRegressionClassifier.create({**CONFIG, **settings}, storage, WHERE, CONTEXT).train(examples)
    return LogisticRegressionClassifier.load({**CONFIG, **settings}, storage, WHERE, CONTEXT)


def test_a_smaller_c_follows_the_examples_less(loaded, tmp_path):
    strict = trained(tmp_path, C=0.1)
    assert np.abs(strict.clf.coef_).sum() < np.abs(loaded[1].clf.coef_).sum() / 2


def test_sharpness_makes_surer_and_changes_no_order(tmp_path):
    rows = [[message(row) for row in ROWS] for _ in range(2)]
    for messages, settings in zip(rows, ({}, {"sharpness": 2.0}), strict=True):
        (tmp_path / str(len(settings))).mkdir()
        trained(tmp_path / str(len(settings)), **settings).process(messages)
    assert all([one["name"] for one in plain.get("intent_ranking")] == [one["name"] for one in sharp.get("intent_ranking")]
               for plain, sharp in zip(*rows, strict=True))
    assert all(plain.get("intent")["confidence"] < sharp.get("intent")["confidence"] for plain, sharp in zip(*rows, strict=True))


def test_what_was_never_trained_loads_as_one_that_knows_nothing(tmp_path):
    empty = LogisticRegressionClassifier.load(CONFIG, LocalModelStorage(tmp_path), WHERE, CONTEXT)
    assert not hasattr(empty.clf, "coef_") and empty.config["ranking_length"] == 0


def test_it_keeps_rasas_name():
    assert LogisticRegressionClassifier.__name__ == rasas.LogisticRegressionClassifier.__name__
