"""A ranking without its long tail: what may be meant stays, in its order."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.components.short_ranking import ShortRanking


def shortened(*sure, **config):
    message = Message(data={"text": "x", "intent_ranking": [{"name": f"i{at}", "confidence": one} for at, one in enumerate(sure)]})
    ShortRanking({**ShortRanking.get_default_config(), **config}).process([message])
    return message


@pytest.mark.parametrize(("sure", "kept"), [
    ((0.9, 0.0999, 0.0001), ["i0", "i1"]), ((0.9, 0.001, 0.00099), ["i0", "i1"]), ((0.5, 0.3, 0.2), ["i0", "i1", "i2"]), ((), []),
])
def test_what_is_less_than_a_thousandth_goes(sure, kept):
    assert [row["name"] for row in shortened(*sure).get("intent_ranking")] == kept


def test_what_stays_is_unchanged_and_is_what_the_actions_get():
    message = shortened(0.9, 0.0001)
    assert message.as_dict(only_output_properties=True)["intent_ranking"] == [{"name": "i0", "confidence": 0.9}]


def test_the_least_can_be_set_and_a_text_without_ranking_passes():
    assert len(shortened(0.6, 0.3, 0.1, least=0.2).get("intent_ranking")) == 2
    (message,) = ShortRanking({"least": 0.5}).process([Message(data={"text": "x"})])
    assert message.get("intent_ranking") is None
