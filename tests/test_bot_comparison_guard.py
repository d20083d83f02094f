"""A difference between two named subjects is a comparison, whatever the classifier made of the words around it."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.comparison_guard import ComparisonGuard, compares

VNG, NVVR = {"entity": "instrument", "value": "vng"}, {"entity": "instrument", "value": "nvvr"}


@pytest.mark.parametrize("text, entities, expected", [
    ("wat is het verschil tussen de vng en de vereniging voor raadsleden", [VNG, NVVR], True),
    ("vng vs nvvr", [VNG, NVVR], True),
    ("wat is het verschil met de vng", [VNG, VNG], False),
    ("werken de vng en de nvvr samen", [VNG, NVVR], False),
    ('/verschil{"instrument": "verschil"}', [VNG, NVVR], False),
])
def test_a_comparison_names_two_subjects_and_a_difference(text, entities, expected):
    assert compares(text, entities) is expected


def test_the_intent_is_overridden_and_the_others_stay():
    message = Message({"text": "zit in de auto, verschil tussen vng en nvvr", "entities": [VNG, NVVR],
                       "intent_ranking": [{"name": "vergoeding_berekenen", "confidence": 0.86}]})
    ComparisonGuard().process([message])
    assert message.get("intent") == {"name": "verschil", "confidence": 1.0}
    assert [row["name"] for row in message.get("intent_ranking")] == ["verschil", "vergoeding_berekenen"]
