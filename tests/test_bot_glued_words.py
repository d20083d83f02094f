"""Words without spaces: taken apart when small words glue them, while compounds, names and buttons stay whole."""

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.glued_words import GluedWords

OFTEN = ("wat is een motie", "hoe dien ik een amendement in", "mag de gemeente dat")  # Rasa keeps one of equal examples
EXAMPLES = [f"{text} {number}" for text in OFTEN for number in range(60)] + [
    f"{text} {number}" for number in range(2) for text in ("het budget voor jeugdzorg", "raadsleden", "een ammendement")]
CONTEXT = ExecutionContext(GraphSchema({}))


@pytest.fixture
def storage(tmp_path):
    return LocalModelStorage.create(tmp_path)


@pytest.fixture
def component(storage):
    made = GluedWords.create({"small_words": 12}, storage, Resource("glued"), CONTEXT)
    made.train(TrainingData([Message({"text": text}) for text in EXAMPLES]))
    return made


def read(component, text):
    message = Message({"text": text})
    component.process([message])
    return message.get("text")


@pytest.mark.parametrize(("text", "apart"), [
    ("watiseenmotie", "wat is een motie"), ("Watiseenmotie?", "wat is een motie?"),
    ("hoedienikeenamendementin", "hoe dien ik een amendement in"), ("hoi, magdegemeentedat", "hoi, mag de gemeente dat"),
    ("isdatbudgetvoorraadsleden", "is dat budget voor raadsleden"),
])
def test_glued_words_are_taken_apart(component, text, apart):
    assert read(component, text) == apart


@pytest.mark.parametrize("text", [
    "jeugdzorgbudget", "budgetvoorraadsleden", "wat is een motie", "iseenmotie", "watisdatxyzq", "", "Oudewater-Noordwijk",
    "Schouwen-Duiveland", "/watiseenmotie", '/motie{"facet": "watiseenmotie"}',
])
def test_other_text_stays_as_it_is(component, text):
    assert read(component, text) == text


@pytest.mark.parametrize(("word", "apart"), [("watisdemotie", "wat is de motie"), ("isdeeenmotie", "is de een motie"),
                                             ("isdemotiede", "isdemotiede")])
def test_from_twelve_letters_on(component, word, apart):
    assert component.apart(word) == apart


def test_a_message_without_text_is_no_trouble(component):
    message = Message({"intent": "groet"})
    assert component.process([message])[0].get("text") is None


def test_it_knows_the_same_words_after_loading(storage, component):
    loaded = GluedWords.load({"small_words": 12}, storage, Resource("glued"), CONTEXT)
    assert read(loaded, "watiseenmotie") == "wat is een motie"


def test_before_training_nothing_is_split(storage):
    assert GluedWords.create({}, storage, Resource("new"), CONTEXT).apart("watiseenmotie") == "watiseenmotie"
