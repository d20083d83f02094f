"""The allowance is computed for who speaks of money; every example of the wish does."""

import re
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.training_data.message import Message

from bot.components.allowance_guard import INTENT, MONEY, AllowanceGuard

NLU = Path(__file__).parent.parent / "data" / "nlu"


def test_every_example_speaks_of_money():
    (entry,) = yaml.safe_load((NLU / f"{INTENT}.yml").read_text(encoding="utf-8"))["nlu"]
    assert [text for text in re.findall(r"^- (.+)$", entry["examples"], re.MULTILINE) if not MONEY.search(text)] == []


@pytest.mark.parametrize(("text", "entities", "intent"), [
    ("wat heb ik als raadslid nou aan binnenlandse zaken", [], "bzk"), ("hoeveel vang ik", [], INTENT),
    ("hoeveel raadsleden heeft een gemeente van 30 duizend inwoners", [], "bzk"),
    ("wat voor weer wordt het", [], "bzk"), ("en Zwolle?", [{"entity": "gemeente", "value": "Zwolle"}], INTENT),
    ("/vergoeding_berekenen", [], INTENT),
    ("wat kan een burgerraadslid van mij overnemen", [{"entity": "instrument", "value": "inwoners_achterban"}], "bzk"),
    ("hoeveel spreektijd heb ik in onze raad", [], "bzk"), ("hoeveel fte griffie hoort bij een gemeente van 80.000 inwoners", [], "bzk"), ("ik ben geen raadslid hoor gewoon inwoner", [], "bzk"),
    ("krijgt elke gemeente evenveel", [], "bzk"), ("wat krijgt rotterdam per fractie", [{"entity": "gemeente", "value": "Rotterdam"}], "bzk"),
    ("krijg ik wachtgeld als ik uit de raad stap", [], "bzk"),
    ("ben commissielid, geen raadslid, in een gemeente met 38.000 inwoners. wat krijg ik per vergadering", [], "bzk"),
    ("ik ben raadslid en commissielid, wat krijg ik per maand", [], INTENT),
    ("en de vergoeding?", [{"entity": "instrument", "value": "vergoeding"}], INTENT),
])
def test_a_message_without_a_word_of_money_computes_nothing(text, entities, intent):
    ranking = [{"name": INTENT, "confidence": 0.66}, {"name": "bzk", "confidence": 0.23}]
    message = Message({"text": text, "intent": ranking[0], "intent_ranking": ranking, "entities": entities})
    AllowanceGuard().process([message])
    assert message.get("intent")["name"] == intent


def test_what_was_held_for_the_computation_is_shared_out():
    ranking = [{"name": INTENT, "confidence": 0.66}, {"name": "bzk", "confidence": 0.1}]
    message = Message({"text": "wat doen ze", "intent": ranking[0], "intent_ranking": ranking})
    AllowanceGuard().process([message])
    assert [row["name"] for row in message.get("intent_ranking")] == ["nlu_fallback", "bzk"]
