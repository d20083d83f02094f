"""What came before a turn, read from the tracker."""

import pytest
from rasa_sdk import Tracker

from actions.scene import Pending, Scene, read_scene
from tests.toy_actions import ToySources, use


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    use(monkeypatch, ToySources())


def scene(*intents, **slots):
    events = [{"event": "action"}]
    for intent in intents:
        events += [{"event": "user", "parse_data": {"intent": {"name": intent}}}, {"event": "bot"}]
    return read_scene(Tracker("x", slots, {}, events, False, None, {}, "action_listen"))


def asked_back(said):
    return Pending("wat is dat", ("motie/wat", "amendement/wat"), 2).as_slot(said)


def test_a_new_conversation_has_nothing_before_it():
    assert scene() == Scene()


def test_the_last_passage_question_and_what_it_brought_are_remembered():
    found = scene("motie", passage="motie/wat", question="wat is een motie", shown=["motie/wat", "motie/hoe"])
    assert (found.last.id, found.question, found.shown) == ("motie/wat", "wat is een motie", ("motie/wat", "motie/hoe"))


def test_a_passage_that_is_gone_is_no_subject():
    assert scene("motie", passage="motie/weg").last is None


@pytest.mark.parametrize(("intents", "before", "said"), [
    ([], "", 0), (["motie"], "", 1), (["inwoner_vraag", "vervolg"], "inwoner_vraag", 2), (["a", None, "b"], "", 3),
])
def test_the_message_before_this_one_is_known_by_its_intent(intents, before, said):
    found = scene(*intents)
    assert (found.before, found.said) == (before, said)


def test_what_was_asked_back_holds_for_the_next_message():
    assert scene("motie", "ja", pending=asked_back(said=1)).pending == Pending("wat is dat", ("motie/wat", "amendement/wat"), 2)


@pytest.mark.parametrize("intents", [["motie"], ["motie", "groet", "ja"], ["motie", "groet", "dank", "ja"]])
def test_what_was_asked_back_holds_for_that_one_message_only(intents):
    assert scene(*intents, pending=asked_back(said=1)).pending is None


def test_what_was_asked_back_survives_the_slot():
    kept = Pending("hoe dan", ("motie/hoe",), 2)
    assert scene("a", "b", pending=kept.as_slot(1)).pending == kept
