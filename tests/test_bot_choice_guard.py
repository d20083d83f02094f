"""Which instrument fits, asked with a wish: that chooses one; a question about instruments is answered."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.choice_guard import INTENT, ChoiceGuard


@pytest.mark.parametrize(("text", "chosen"), [
    ("Volgende week ligt de verordening voor. Ik wil dat er een sluitingstijd in komt te staan. Welk instrument past daarbij?", True),
    ("En ik wil het college aansporen om iets aan de hangjeugd te doen. Welk instrument?", True),
    ("we willen weten hoe het zit, welk middel pak ik dan", True),
    ("welk instrument gebruikt de raad om te controleren", False), ("ik wil weten wat een motie is", False),
    ("welk instrument moet ik pakken? de wethouder geeft geen info over de sluiting van het buurthuis", True),
    ("welk instrument past", False), ("/welk_instrument", False),
])
def test_a_wish_and_the_question_which_instrument_choose_one(text, chosen):
    ranking = [{"name": "vng", "confidence": 0.63}]
    message = Message({"text": text, "intent": ranking[0], "intent_ranking": ranking})
    ChoiceGuard().process([message])
    assert (message.get("intent")["name"] == INTENT) is chosen
    assert (message.get("intent_ranking")[-1]["name"]) == "vng"


@pytest.mark.parametrize(("text", "left"), [("met welke instrumenten doe je dat", "overzicht"), ("ik wil de wethouder sturen, welke middelen zijn er", INTENT)])
def test_who_asks_which_instruments_there_are_chooses_none(text, left):
    ranking = [{"name": INTENT, "confidence": 0.7}, {"name": "overzicht", "confidence": 0.25}]
    message = Message({"text": text, "intent": ranking[0], "intent_ranking": ranking})
    ChoiceGuard().process([message])
    assert next(row["name"] for row in message.get("intent_ranking") if row["name"] != "nlu_fallback") == left


def test_who_names_an_instrument_and_wishes_nothing_gets_no_choice():
    text = "welk instrument past hier nou beter bij dit verhaal, een motie of een amendement"
    ranking = [{"name": "verschil", "confidence": 0.8}]
    message = Message({"text": text, "intent": ranking[0], "intent_ranking": ranking, "entities": [{"entity": "instrument", "value": "motie"}]})
    ChoiceGuard().process([message])
    assert message.get("intent")["name"] == "verschil"
