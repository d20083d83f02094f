"""The responses of domain.yml as Rasa speaks them: buttons send what is meant, and odd characters survive."""

import asyncio
import json

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlg import PlainGenerator, fill
from bot.settings import ROOT

ODD = "Brug \"Noord\" {stuk} {0} }{ 😀 <b>dicht</b>\n100% 0[a] \\n"
PARTS = {"onderwerp": ODD, "aanleiding": "{datum}", "vragen": "1. {x}", "indiener": "J {", "datum": "}", "check": "", "step": 6,
         "steps": 6}


@pytest.fixture(scope="module")
def domain():
    return Domain.load(ROOT / "domain.yml")


@pytest.fixture
def speak(domain):
    tracker = DialogueStateTracker("x", domain.slots)
    nlg = PlainGenerator(None, domain)
    return lambda response, **values: asyncio.run(nlg.generate(response, tracker, "web", **values))


def test_odd_characters_survive_in_the_summary(speak):
    text = speak("utter_request_interpellatie_akkoord", **PARTS)["text"]
    assert f"- Onderwerp: {ODD}\n- Reden: {{datum}}\n- Vragen:\n1. {{x}}\n- Indiener: J {{\n- Vergadering: }}\n" in text


def test_buttons_of_the_summary_name_the_part(speak):
    payloads = [b["payload"] for b in speak("utter_request_interpellatie_akkoord", **PARTS)["buttons"]]
    assert payloads == ["/ja", *(f'/corrigeer{{"part": "{part}"}}' for part in ("onderwerp", "aanleiding", "vragen", "indiener",
                                                                                "datum")), "/laat_maar"]


@pytest.mark.parametrize("form", ["motie", "amendement", "vragen", "initiatief", "interpellatie"])
def test_the_summary_of_each_draft_has_a_button_for_each_part(domain, form):
    (said,) = domain.responses[f"utter_request_{form}_akkoord"]
    payloads = [b["payload"] for b in said["buttons"]]
    parts = [slot.removeprefix(f"{form}_") for slot in domain.forms[f"{form}_form"]["required_slots"]][:-1]
    assert payloads == ["/ja", *(f'/corrigeer{{"part": "{part}"}}' for part in parts), "/laat_maar"]
    assert all(f"{{{part}}}" in said["text"] for part in parts)


def test_odd_characters_survive_in_the_text_of_a_motion(speak):
    parts = {name: f"{name} {ODD}" for name in ("onderwerp", "constaterende", "overwegende", "verzoek", "indieners", "datum")}
    text = speak("utter_motie", **parts)["text"]
    assert all(value in text for value in parts.values())
    assert text.endswith(f"en gaat over tot de orde van de dag.\n\n**Indieners**\n{parts['indieners']}")


def test_the_button_to_read_more_sends_its_value(speak):
    more = '/lees_meer{"passage": "motie/wat"}'
    assert speak("utter_answer_part", more=more, body="a", source="b", as_of="2020", section="c", links="", law="")["buttons"][0][
        "payload"] == more


def test_every_fixed_button_is_an_intent_with_json(domain):
    buttons = [b for said in domain.responses.values() for variant in said for b in variant.get("buttons", [])]
    given = {"more": "/lees_meer", "how": '/motie{"facet": "hoe"}', "start": "/interpellatie_indienen"}  # what actions fill in
    payloads = [fill(b["payload"], given) for b in buttons]
    assert '/motie{"facet": "wat"}' in payloads
    for intent, brace, entities in (payload[1:].partition("{") for payload in payloads):
        assert intent in domain.intents
        assert not brace or json.loads("{" + entities)
