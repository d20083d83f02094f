"""Words of dialects: which are read as ordinary Dutch, which stay, and a list that can't be used."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components import dialect_words as module
from bot.components.dialect_words import DialectWords, in_ordinary_words, words


@pytest.fixture(autouse=True)
def fresh():
    words.cache_clear()
    yield
    words.cache_clear()


@pytest.mark.parametrize(("text", "ordinary"), [
    ("mut zien baos hum vrij geven veur de vergadering", "moet zijn baas hem vrij geven voor de vergadering"),
    ("kuw die accountant ok ies in de raod vraogen", "kunnen we die accountant ook eens in de raad vragen"),
    ("waor vin ik ciefers over oons dorp", "waar vin ik cijfers over ons dorp"), ("Waor hedde da gelezen", "Waar heb je da gelezen"),
    ("MOAT DAT FOAR DE RIED", "MOET DAT VOOR DE RAAD"),
])
def test_dialect_is_read_as_ordinary_dutch(text, ordinary):
    assert in_ordinary_words(text) == ordinary


@pytest.mark.parametrize("text", [
    "wat is een motie?", "ok, dan zien we wel", "chaos in de raad", "wanneer krijg ik aow", "ik krijg AOW", "een kop cacao", "", "😀",
    "by the way", "ik ben fan van de griffie", "aan deze zijde van de zaal", "een gin tonic", "met kunde en inzet", "hef de vergadering op", "ich verstehe kein Wort",
])
def test_other_words_stay(text):
    assert in_ordinary_words(text) == text


def test_an_unsure_word_counts_among_sure_ones_only():
    assert in_ordinary_words("kan dat ok veur ons") == "kan dat ok voor ons"
    assert in_ordinary_words("mut dat ok veur ons") == "moet dat ook voor ons"


def test_the_message_gets_the_text_and_a_button_stays():
    messages = [Message({"text": "krig ik dat"}), Message({"text": "/motie"}), Message({"text": "wat krijg ik"})]
    DialectWords().process(messages)
    assert [message.get("text") for message in messages] == ["krijg ik dat", "/motie", "wat krijg ik"]


@pytest.mark.parametrize("content", ["", "zeker: {a: b}", "zeker: {a: 1}\nalleen_samen: {}", "[]"])
def test_a_list_of_another_shape_is_refused(monkeypatch, tmp_path, content):
    path = tmp_path / "dialect.yml"
    path.write_text(content)
    monkeypatch.setattr(module, "FILE", path)
    with pytest.raises(ValueError, match="Found dialect.yml without the two lists"):
        words()
