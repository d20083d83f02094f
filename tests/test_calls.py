"""Which calls the action server takes: those of Rasa, whole, and no others."""

import copy

import pytest
from pydantic import ValidationError

from actions.calls import Call
from tests.fuzz_servers import call

SOUND = call("action_answer", "wat is een motie?")


def put(path, value):
    """The sound call with another value at a place."""
    changed = copy.deepcopy(SOUND)
    at = changed
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return changed


def test_a_call_of_rasa_is_taken():
    taken = Call.model_validate(SOUND)
    assert (taken.next_action, taken.tracker.latest_message.text) == ("action_answer", "wat is een motie?")


@pytest.mark.parametrize(("path", "value"), [
    (["tracker", "latest_message"], {}), (["domain"], None), (["tracker", "slots"], {}),
    (["tracker", "events"], []), (["tracker", "latest_message", "intent"], {"name": None, "confidence": 0}),
    (["tracker", "slots", "pending"], {"question": "x", "candidates": []}),
])
def test_what_may_be_missing_or_empty(path, value):
    assert Call.model_validate(put(path, value)).next_action == "action_answer"


@pytest.mark.parametrize(("path", "value"), [
    (["next_action"], ""), (["next_action"], None), (["next_action"], ["x"]), (["next_action"], "a" * 5000), (["next_action"],
                                                                                                              "a b"),
    (["tracker"], None), (["tracker"], []), (["tracker", "sender_id"], 5), (["tracker", "slots"], []), (["tracker", "events"],
                                                                                                        {}),
    (["tracker", "events"], ["x"]), (["tracker", "events", 3, "parse_data"], 1), (["tracker", "events", 3, "parse_data",
                                                                                   "intent"], "x"),
    (["tracker", "latest_message"], "x"), (["tracker", "latest_message"], None), (["tracker", "latest_message", "text"], 5),
    (["tracker", "latest_message", "text"], "\ud800"),
    (["tracker", "latest_message", "entities"], [None]),
    (["tracker", "latest_message", "entities"], [{"entity": "instrument", "value": "motie", "end": 5}]), (["tracker",
                                                                                                           "latest_message",
                                                                                                           "entities", 0,
                                                                                                           "start"], "0"),
    (["tracker", "latest_message", "intent_ranking"], [{"name": "motie"}]), (["domain"], []), (["version"], 1.5),
])
def test_what_is_no_call(path, value):
    with pytest.raises(ValidationError):
        Call.model_validate(put(path, value))
