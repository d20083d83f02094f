"""The guard of acute threats: plain signs of danger override the classifier, talk about threats does not."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.threat_guard import ThreatGuard, shows_threat


@pytest.mark.parametrize("text", [
    "ze zeggen dat ze weten waar ik woon", "baksteen door mn ruit", "HIJ HEEFT EEN MES", "er staat iemand voor mijn deur",
    "een man dreigt me iets aan te doen hij gaat me vermoorden", "net een doodsbedreiging gekregen", "ik word achtervolgd",
    "ze weten waar mijn kinderen naar school gaan", "iemand gooide vuurwerkbom naar mijn huis", "ze komen me halen en gaan me doodmaken",
    "er lag een kogelbrief in de bus vandaag", "mijn auto is in brand gestoken na de vergadering", "mn schuur is vannacht aangestoken",
    "'pas maar op, jij gaat eraan' stond op een briefje", "er ligt een pakketje voor de deur en het tikt",
    "verdacht pakketje bij mijn huis", "we weten je te vinden stond in de mail", "dreigbrief gekregen",
])
def test_signs_of_danger(text):
    assert shows_threat(text)


@pytest.mark.parametrize("text", [
    "wat doet de nvvr bij bedreiging", "hoe werkt een motie", "een motie over messen op school", "mag ik een stemming uitstellen",
    "ik wil dat niet meer", "iemand van de griffie belt me", "wat is het beleid als iemand een mes heeft", "waar woont de burgemeester",
    "ik wil de wethouder pakken op dit onderwerp", "de deur van het gemeentehuis is dicht", "weet jij waar ik een motie indien",
])
def test_no_threat(text):
    assert not shows_threat(text)


def test_the_intent_is_overridden_and_stands_first():
    message = Message({"text": "hij heeft een mes", "intent": {"name": "groet", "confidence": 0.6},
                       "intent_ranking": [{"name": "groet", "confidence": 0.6}]})
    ThreatGuard().process([message])
    assert message.get("intent") == {"name": "dreiging", "confidence": 1.0}
    assert [row["name"] for row in message.get("intent_ranking")] == ["dreiging", "groet"]


def test_other_messages_stay_as_they_were():
    message = Message({"text": "hoi", "intent": {"name": "groet", "confidence": 0.6}})
    ThreatGuard().process([message])
    assert message.get("intent")["name"] == "groet"
