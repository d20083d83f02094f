"""Danger that is only suspected: the advice where no source answers, else nothing."""

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.safety import SUSPECTED, say_suspected
from actions.turn import Turn


def test_an_intent_that_is_sure_leaves_nothing_to_suspect():
    dispatcher = CollectingDispatcher()
    assert not say_suspected(dispatcher, Turn("gaat het vanavond bij ons nog regenen", "buiten_bereik", 0.65, {"dreiging": 0.5}))
    assert not say_suspected(dispatcher, Turn("gaat het regenen", "buiten_bereik", 0.5, {"dreiging": 0.5}))
    assert dispatcher.messages == []


@pytest.mark.parametrize(("ranking", "responses"), [
    ({"dreiging": SUSPECTED}, ["utter_safety"]), ({"wanhoop": 0.3}, ["utter_wanhoop"]),
    ({"dreiging": SUSPECTED - 0.01, "wanhoop": 0.1}, []), ({}, []),
])
def test_suspected_danger_gets_the_advice(ranking, responses):
    dispatcher = CollectingDispatcher()
    assert say_suspected(dispatcher, Turn("er staat iets raars op de stoep", "motie", 0.5, ranking)) is bool(responses)
    assert [message["response"] for message in dispatcher.messages] == responses
    assert {message["answer"]["kind"] for message in dispatcher.messages} <= {"safety"}
