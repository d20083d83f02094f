"""The stand-ins for functions of Rasa: they give what Rasa gives, and are refused when Rasa is no longer the same."""

import copy
from types import SimpleNamespace

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import CategoricalSlot, FloatSlot, Slot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa.utils.endpoints import EndpointConfig

from bot.channels.web import WebInput
from bot.components import rule_policy
from bot.shortcuts import action_calls, action_replies, event_types, graph_runs, install, slot_copies
from bot.shortcuts.install import Known, RasaChanged

MODULES = (action_calls, action_replies, event_types, graph_runs, slot_copies)
PLACES = [(shortcut.owner, shortcut.name) for module in MODULES for shortcut in module.shortcuts()]
OWN_LOOK_UP, OWN_RUN, OWN_CALL = Event.resolve_by_type, DaskGraphRunner.run, RemoteAction._action_call_format


OWN = [owner.__dict__.get(name) for owner, name in PLACES]  # tests are imported before any of them starts a channel


def put(there):
    for (owner, name), one in zip(PLACES, there, strict=True):
        if one is not None:
            setattr(owner, name, one)
        elif name in owner.__dict__:
            delattr(owner, name)


@pytest.fixture(autouse=True)
def without_us():
    """Rasa as it is without us, whatever other tests have started."""
    found = [owner.__dict__.get(name) for owner, name in PLACES]
    put(OWN)
    yield
    put(found)


# ---------------------------------------------------------------- the guard

@pytest.mark.parametrize("module", [*MODULES, rule_policy], ids=lambda module: module.__name__)
def test_rasa_is_the_one_that_the_shortcuts_were_read_from(module):
    install.check(module.known())
    assert all(len(known.fingerprint) == 16 for known in module.known())


def test_another_source_is_refused_with_what_to_do():
    with pytest.raises(RasaChanged) as refused:
        install.check([Known(RemoteAction.run, "0" * 16)])
    said = str(refused.value)
    assert "Found rasa.core.actions.action.RemoteAction.run with another source" in said and "Rasa 3.6.21" in said
    assert "Expected the one" in said and "make setup" in said


def test_when_one_is_refused_none_is_put_in_place(monkeypatch):
    monkeypatch.setattr(slot_copies, "known", lambda: [Known(Slot, "other")])
    with pytest.raises(RasaChanged, match="rasa.shared.core.slots.Slot "):
        install.install()
    assert [owner.__dict__.get(name) for owner, name in PLACES] == OWN and not install.is_installed()


def test_the_web_channel_puts_them_in_place_once():
    assert not install.is_installed()
    WebInput.from_credentials(None)
    there = [owner.__dict__[name] for owner, name in PLACES]
    install.install()
    assert install.is_installed() and [owner.__dict__[name] for owner, name in PLACES] == there
    assert Slot.__copy__ is slot_copies.__copy__ and DaskGraphRunner.run is graph_runs.run


# ---------------------------------------------------------------- calls of actions

def test_a_call_keeps_every_event_but_of_each_only_what_actions_read():
    said = UserUttered("hoi", {"name": "groet", "confidence": 0.9}, [{"entity": "getal", "value": "3"}],
                       {"text": "hoi", "intent": {"name": "groet", "confidence": 0.9}, "intent_ranking": [{"name": "groet"}] * 10})
    domain = Domain.from_dict({"slots": {"topic": {"type": "text", "mappings": [{"type": "custom"}]}}})
    tracker = DialogueStateTracker.from_events("x", [ActionExecuted("action_listen"), said, SlotSet("topic", "motie"),
                                                     BotUttered("Een lange tekst", {"buttons": [1]})], domain.slots)
    action = RemoteAction("action_answer", EndpointConfig("http://127.0.0.1", selective_domain=True))
    whole, short = OWN_CALL(action, tracker, domain), action_calls._action_call_format(action, tracker, domain)
    long_events, events = whole["tracker"].pop("events"), short["tracker"].pop("events")
    assert short == whole and short["tracker"]["latest_message"]["intent_ranking"]
    assert [event["event"] for event in events] == [event["event"] for event in long_events] == ["action", "user", "slot", "bot"]
    assert events[1]["parse_data"] == {"intent": {"name": "groet"}} and "text" not in events[1]
    assert (events[2]["name"], events[2]["value"]) == ("topic", "motie") and set(events[3]) == {"event", "timestamp"}


# ---------------------------------------------------------------- events and slots

def test_every_type_of_event_has_the_class_that_rasa_finds():
    look_up = event_types.shortcuts()[0].stand_in
    names = {kind.type_name for kind in all_subclasses(Event) if isinstance(kind.type_name, str)}
    assert {"slot", "user", "bot", "session_started"} <= names
    assert [look_up(name) for name in sorted(names)] == [OWN_LOOK_UP(name) for name in sorted(names)]


def test_an_unknown_type_of_event_is_refused_or_gets_the_default():
    look_up = event_types.shortcuts()[0].stand_in
    with pytest.raises(ValueError, match="Unknown event name 'weird'"):
        look_up("weird")
    assert look_up("weird", Event) is Event and look_up("topic") is None


@pytest.mark.parametrize("slot", [TextSlot("a", [], initial_value="x"), FloatSlot("b", [], max_value=3.0),
                                  CategoricalSlot("c", [], values=["x", "y"])], ids=lambda slot: slot.type_name)
def test_a_copied_slot_is_one_of_its_own_with_the_same_values(slot):
    slot.value = "x"
    ours, rasas = slot_copies.__copy__(slot), copy.copy(slot)
    assert type(ours) is type(rasas) is type(slot) and ours.__dict__ == rasas.__dict__
    ours.value = "y"
    assert slot.value == "x"


# ---------------------------------------------------------------- the graph

NEEDS = {"text": {"message": "input"}, "grams": {"on": "text"}, "vector": {"on": "text"}, "intent": {"a": "grams", "b": "vector"}}


def runner(**nodes):
    """A runner of NEEDS whose nodes write down what they got."""
    def node(name):
        return lambda *got: (name, f"{name}({', '.join(value if isinstance(value, str) else value[1] for value in got)})")

    schema = SimpleNamespace(nodes={name: SimpleNamespace(needs=needs) for name, needs in NEEDS.items()},
                             target_names=["intent"])
    schema.minimal_graph_schema = lambda targets: schema
    made = DaskGraphRunner.__new__(DaskGraphRunner)
    made.__dict__.update(_graph_schema=schema, _execution_context=None,
                         _instantiated_nodes={name: nodes.get(name) or node(name) for name in NEEDS})
    return made


@pytest.mark.parametrize("targets", [None, ["intent"], ["grams", "vector"]])
@pytest.mark.parametrize("inputs", [{"input": "hoi"}, {}, None])
def test_a_graph_gives_what_rasa_gives(inputs, targets):
    found = graph_runs.run(runner(), inputs, targets)
    assert found == OWN_RUN(runner(), inputs, targets)
    assert targets or found == {"intent": f"intent(grams(text({'hoi' if inputs else 'input'})), vector(text("
                                          f"{'hoi' if inputs else 'input'})))"}


def test_a_component_that_stops_is_reported_as_rasa_does():
    def stops(*_):
        raise RuntimeError("no memory")

    for run in (graph_runs.run, OWN_RUN):
        with pytest.raises(GraphRunError, match="Error running runner"):
            run(runner(grams=stops), {"input": "hoi"})
