"""Pay of another office: which messages are no longer read as a question about a councillor's allowance."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.office_guard import INTENT, OfficeGuard, is_other_office


@pytest.mark.parametrize(("text", "intent", "other"), [
    ("ik ben wethouder hoeveel verdien ik", "vergoeding_berekenen", True),
    ("hoeveel vergoeding krijgt een burgerraadslid per vergadering", "vergoeding_berekenen", True), ("wat verdient een duo-raadslid", "vergoeding", True),
    ("Onze burgemeester vertrekt. Krijg ik iets voor de vertrouwenscommissie?", "toelagen", False),
    ("en als lid van het waterschap?", "vergoeding", True), ("salaris burgemeester", "nlu_fallback", True),
    ("Tevens verneem ik gaarne wat een griffier in een gemeente van 35.000 inwoners verdient.", "vergoeding_berekenen", True),
    ("wat verdient zo'n accountant", "accountant", True), ("salaris van de griffier graag", "griffie", True),
    ("vraag ik mijn vergoeding aan bij de griffier", "vergoeding", False), ("wat doet de accountant voor de raad", "accountant", False),
    ("hoe wordt een burgemeester benoemd", "nlu_fallback", False),  # not about pay: the search may know
    ("krijgt een raadslid meer dan een wethouder", "vergoeding", False), ("hoeveel krijg ik per maand", "vergoeding_berekenen", False),
    ("kan ik de wethouder ter verantwoording roepen", "interpellatie", False), ("/vergoeding_berekenen wethouder", "vergoeding_berekenen", False),
])
def test_only_the_pay_of_another_office_is_moved(text, intent, other):
    assert is_other_office(text, intent) is other


def test_the_intent_is_overridden_and_stands_first():
    message = Message({"text": "wat verdient een wethouder", "intent": {"name": "vergoeding", "confidence": 0.8},
                       "intent_ranking": [{"name": "vergoeding", "confidence": 0.8}]})
    OfficeGuard().process([message])
    assert message.get("intent") == {"name": INTENT, "confidence": 1.0}
    assert [row["name"] for row in message.get("intent_ranking")] == [INTENT, "vergoeding"]
