"""The guard of acute threats and despair: plain signs override the classifier, talk about threats does not."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.threat_guard import ThreatGuard, danger, shows_threat


@pytest.mark.parametrize("text", [
    "bel politie?? hij probeert de achterdeur open te maken", "help bel snel de politie", "hij probeert mijn raam in te trappen",
    "er is iemand de commissie binnengestormd",
    "ze zeggen dat ze weten waar ik woon", "ze weten waar ik 's nachts slaap", "baksteen door mn ruit", "HIJ HEEFT EEN MES", "er staat iemand voor mijn deur",
    "een man dreigt me iets aan te doen hij gaat me vermoorden", "net een doodsbedreiging gekregen", "ik word achtervolgd",
    "ze weten waar mijn kinderen naar school gaan", "iemand gooide vuurwerkbom naar mijn huis",
    "ze komen me halen en gaan me doodmaken",
    "er lag een kogelbrief in de bus vandaag", "mijn auto is in brand gestoken na de vergadering",
    "mn schuur is vannacht aangestoken",
    "'pas maar op, jij gaat eraan' stond op een briefje", "er ligt een pakketje voor de deur en het tikt",
    "verdacht pakketje bij mijn huis", "we weten je te vinden stond in de mail", "dreigbrief gekregen",
    "iemand loopt al een half uur achter me aan", "er rijdt een auto achter mij aan", "een auto volgt me naar huis",
    "hij volgt mij al de hele avond", "ik word gevolgd", "ik wrd gevogld", "mijn zoon wordt geslagen", "ik ben net geslagen",
    "ik ben klemgereden na het debat", "ik ben van mijn fiets getrokken", "hij bonkt op het raam", "ze trappen tegen mijn deur",
    "hij schopt er tegen", "ik durf niet naar huis", "durf nie naar buiten", "hij zegt dat ik vanavond aan de beurt ben",
    "ze zeggen dat ik morgen dood ben", "hij zwaait met een mes",
])
def test_signs_of_danger(text):
    assert shows_threat(text)


@pytest.mark.parametrize("text", [
    "kan ik de politie bellen over het verkeer", "we proberen een deur open te zetten voor overleg",
    "wat doet de nvvr bij bedreiging", "hoe werkt een motie", "een motie over messen op school", "mag ik een stemming uitstellen",
    "ik wil dat niet meer", "iemand van de griffie belt me", "wat is het beleid als iemand een mes heeft",
    "waar woont de burgemeester",
    "ik wil de wethouder pakken op dit onderwerp", "hoe volg ik het debat", "de deur van het gemeentehuis is dicht",
    "weet jij waar ik een motie indien", "oke dan weet ik iig waar ik aan toe ben. slaap lekker",
    "ik ben met de messenfabriek in gesprek", "wie weet waar ik naartoe moet", "de fractie loopt achter de feiten aan",
    "de wethouder zet ons het mes op de keel", "kan ik tijdens het debat naar huis", "stel dat iemand word gevolgd naar huis",
    "we volgen het debat over de straat", "er is een amendement aangenomen",
])
def test_no_threat(text):
    assert not shows_threat(text)


@pytest.mark.parametrize("text", [
    "ik denk aan zelfmoord", "zelf moord", "ik ga zelfmort plegen", "suicidale gedachten", "ik ben suïcidaal", "IK WIL DOOD",
    "ik wil een einde maken aan mijn leven", "einde aan mn leven", "mijn leven heeft geen zin meer", "ik ben dit leven zat",
    "ik wil niet meer leven", "ik wil er niet meer zijn", "ik hoop dat ik morgen niet meer wakker word",
    "ik ga voor de trein springen", "ik wil van een brug springen", "ik ga mezelf iets aandoen", "ik wil mijzelf snijden",
    "ze zijn beter af zonder mij", "ik heb een afscheidsbrief geschreven",
])
def test_words_of_despair(text):
    assert danger(text) == "wanhoop"


@pytest.mark.parametrize("text", [
    "ik wil niet meer in de commissie", "ik wil stoppen met de raad", "mijn vergoeding is te laag om van te leven",
    "ik ben moe van de vergaderingen", "wat is het beleid bij zelfmoord", "stel dat iemand zelfmoord pleegt",
    "motie over suïcidepreventie", "protocol bij suïcide van een ambtenaar", "hoe schrijf ik een brief aan de raad",
])
def test_no_despair(text):
    assert danger(text) is None


def test_despair_goes_before_a_threat():
    assert danger("ik word gevolgd en ik wil niet meer leven") == "wanhoop"


def ranked(**confidences):
    return [{"name": name, "confidence": confidence} for name, confidence in confidences.items()]


@pytest.mark.parametrize("text", [
    "wat doet de nvvr bij een doodsbedreiging", "protocol als iemand met een mes binnenkomt", "hoe ga je om met stalkers",
    "wat adviseert de vereniging na een kogelbrief", "een motie over bedreigde raadsleden",
])
def test_talk_about_threats_is_no_threat(text):
    message = Message({"text": text, "intent": {"name": "bedreiging", "confidence": 0.5},
                       "intent_ranking": ranked(bedreiging=0.5, dreiging=0.45)})
    ThreatGuard().process([message])
    assert message.get("intent")["name"] == "bedreiging"
    assert [row["name"] for row in message.get("intent_ranking")] == ["bedreiging", "dreiging"]


@pytest.mark.parametrize("text", ["/groet", '/inform{"text": "ik wil dood"}', "/hij heeft een mes"])
def test_the_payload_of_a_button_is_untouched(text):
    assert danger(text) is None


@pytest.mark.parametrize(("text", "ranking", "intent"), [
    ("hij heeft een mes", ranked(groet=0.6), "dreiging"), ("ik wil niet meer leven", ranked(groet=0.6), "wanhoop"),
])
def test_the_intent_is_overridden_and_stands_first(text, ranking, intent):
    message = Message({"text": text, "intent": {"name": "groet", "confidence": 0.6}, "intent_ranking": ranking})
    ThreatGuard().process([message])
    assert message.get("intent") == message.get("intent_ranking")[0] == {"name": intent, "confidence": 1.0}
    assert message.get("intent_ranking")[1:] == ranking


@pytest.mark.parametrize("content", [{"text": "hoi"}, {"text": "hoi", "intent_ranking": []}, {"text": ""}, {}])
def test_other_messages_stay_as_they_were(content):
    message = Message({**content, "intent": {"name": "groet", "confidence": 0.6}})
    ThreatGuard().process([message])
    assert message.get("intent") == {"name": "groet", "confidence": 0.6}
    assert message.get("intent_ranking") == content.get("intent_ranking")
