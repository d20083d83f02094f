"""The lean reading and writing of events: the same rows as Rasa's own store, each written once."""

import asyncio
import json

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.stored_events import LeanTrackerStore

TURN = (UserUttered("wat is een motie?", {"name": "motie", "confidence": 0.9}),
        ActionExecuted("action_answer", "RulePolicy", 1.0),
        BotUttered("Een motie is …", metadata={"answer": {"kind": "answer"}}), SlotSet("topic", "motie"))


def open_store(kind, path):
    return kind(domain=Domain.empty(), dialect="sqlite", db=str(path))


def rows(store):
    with store.session_scope() as session:
        return [tuple(row)[1:] for row in session.execute(sa.select(store.SQLEvent.__table__))]


def say(store, sender, *events):
    tracker = asyncio.run(store.retrieve(sender)) or DialogueStateTracker(sender, [])
    for event in events:
        tracker.update(event)
    asyncio.run(store.save(tracker))
    return tracker


@pytest.fixture
def lean(tmp_path):
    return open_store(LeanTrackerStore, tmp_path / "lean.db")


def test_the_rows_are_those_of_rasa(lean, tmp_path):
    rasas = open_store(SQLTrackerStore, tmp_path / "rasas.db")
    events = [ActionExecuted("action_session_start"), SessionStarted(), *TURN]
    for store in (lean, rasas):
        say(store, "a", *events)
        say(store, "a", SlotSet("topic", "griffie", timestamp=9e9))
    assert rows(lean) == rows(rasas) and len(rows(lean)) == 7
    assert json.loads(rows(lean)[2][-1])["text"] == "wat is een motie?"


def test_what_is_read_back_goes_on_where_it_was(lean):
    say(lean, "a", *TURN)
    say(lean, "b", UserUttered("iets anders"))
    again = asyncio.run(lean.retrieve("a"))
    assert [event.as_dict() for event in again.events] == [event.as_dict() for event in TURN]
    assert again.kept_events == 4 and asyncio.run(lean.retrieve("c")) is None


def test_an_event_is_written_once_however_often_it_is_saved(lean):
    tracker = say(lean, "a", *TURN)
    asyncio.run(lean.save(tracker))
    tracker.update(SlotSet("topic", None))
    asyncio.run(lean.save(tracker))
    assert [row[1] for row in rows(lean)] == ["user", "action", "bot", "slot", "slot"]


def test_a_new_session_is_written_whole_and_read_alone(lean):
    say(lean, "a", SessionStarted(timestamp=1.0), UserUttered("oud", timestamp=2.0))
    say(lean, "a", SessionStarted(timestamp=3.0), UserUttered("nieuw", timestamp=4.0))
    assert [event.timestamp for event in asyncio.run(lean.retrieve("a")).events] == [3.0, 4.0]
    whole = asyncio.run(lean.retrieve_full_tracker("a"))
    assert [event.timestamp for event in whole.events] == [1.0, 2.0, 3.0, 4.0] and not hasattr(whole, "kept_events")
