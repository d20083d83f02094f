"""The quick check of the action server's replies refuses exactly what Rasa refuses, in Rasa's words."""

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from bot.shortcuts.action_replies import ReplyCheck, shortcuts

SCHEMA = RemoteAction.action_response_format_spec()
OWN = RemoteAction._validate_action_result
GOOD = [
    {}, {"events": [], "responses": []}, {"responses": [{"response": "utter_answer", "answer": {"kind": "answer"}}]},
    {"events": [{"event": "slot", "name": "topic", "value": None, "timestamp": None}]},
    {"events": [{"event": "action", "name": "action_listen", "policy": None, "confidence": 1}, {"event": "restart"}]},
    {"events": [{"event": "user", "text": "hoi", "parse_data": {"intent": {"name": "groet", "confidence": 0.9}}}]},
]
BAD = [
    None, [], "reply", 3, {"events": None}, {"events": {}}, {"responses": ["text"]}, {"responses": {}}, {"events": ["slot"]},
    {"events": [{}]}, {"events": [{"event": None}]}, {"events": [{"event": "slots", "name": "a", "value": 1}]},
    {"events": [{"event": "slot", "value": 1}]}, {"events": [{"event": "slot", "name": 1, "value": 1}]},
    {"events": [{"event": "slot", "name": "a", "value": 1, "timestamp": "now"}]}, {"events": [{"event": ["slot"]}]},
    {"events": [{"event": "user", "text": 1}]}, {"events": [{"event": "action", "confidence": "high"}]},
    {"events": [{"event": "slot", "name": "a", "value": 1}, {"event": "entities", "entities": [{"value": 1}]}]},
]


@pytest.fixture(scope="module")
def check():
    return ReplyCheck(SCHEMA)


@pytest.mark.parametrize("reply", GOOD)
def test_a_good_reply_passes(check, reply):
    jsonschema.validate(reply, SCHEMA)
    assert check.error(reply) is None and check._passes(reply)


@pytest.mark.parametrize("reply", BAD)
def test_a_bad_reply_is_refused_for_the_same_reason(check, reply):
    with pytest.raises(jsonschema.ValidationError) as refused:
        jsonschema.validate(reply, SCHEMA)
    found = check.error(reply)
    assert (found.message, list(found.absolute_path)) == (refused.value.message, list(refused.value.absolute_path))


@pytest.mark.parametrize("reply", [BAD[0], BAD[9], BAD[12]])
def test_rasa_gets_the_error_that_it_made_itself(reply):
    action, (shortcut,) = RemoteAction("action_answer", None), shortcuts()
    with pytest.raises(jsonschema.ValidationError) as own:
        OWN(action, reply)
    with pytest.raises(jsonschema.ValidationError) as ours:
        shortcut.stand_in(action, reply)
    assert ours.value.message == own.value.message and "make sure your response" in ours.value.message


def test_every_type_of_event_of_rasa_is_known(check):
    branches = SCHEMA["properties"]["events"]["items"]["oneOf"]
    assert set(check._events) == {branch["properties"]["event"]["const"] for branch in branches}
    assert {"slot", "user", "action", "bot", "active_loop", "followup"} <= set(check._events)
