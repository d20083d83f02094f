"""What the action server writes down of an action: under whose request, how long, how it ended."""

import asyncio
import logging

import pytest
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.observed import ObservedExecutor, measures, observed, request_of
from journal.counts import registry, shown
from journal.request_id import current


class Played(Action):
    """Does what the test says."""

    def __init__(self, does):
        self.does = does

    def name(self):
        return "action_played"

    def run(self, dispatcher, tracker, domain):
        self.does()
        return []


def call(does, request="proxy-0001"):
    """One call of the action server, as Rasa sends it."""
    executor = ObservedExecutor()
    executor.register_action(Played(does))
    message = {"text": "mijn geheim", "metadata": {"request": request}}
    tracker = {"sender_id": "x", "latest_message": message, "slots": {}, "events": [], "paused": False,
               "followup_action": None, "active_loop": {}, "latest_action_name": "action_listen"}
    return asyncio.run(executor.run({"next_action": "action_played", "sender_id": "x", "tracker": tracker, "domain": {}}))


def counted(name, **labels):
    return registry().get_sample_value(name, labels) or 0.0


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="raadwijzer.action")
    return caplog


def test_an_action_runs_under_the_request_of_its_message(lines):
    seen, before = [], counted("raadwijzer_action_seconds_count", action="action_played")
    call(lambda: seen.append(current()))
    assert seen == ["proxy-0001"]
    assert counted("raadwijzer_action_seconds_count", action="action_played") == before + 1
    assert [(row.message, row.fields["action"], row.fields["status"]) for row in lines.records] == [
        ("action", "action_played", 200)]


@pytest.mark.parametrize(("error", "status", "counts"), [
    (ValueError("stuk"), 500, 1), (ActionExecutionRejection("action_played"), 400, 0)])
def test_an_action_that_fails_is_an_error_and_one_that_refuses_is_none(lines, error, status, counts):
    before = counted("raadwijzer_action_errors_total", action="action_played")

    def fail():
        raise error

    with pytest.raises(type(error)):
        call(fail)
    assert counted("raadwijzer_action_errors_total", action="action_played") == before + counts
    assert [row.fields["status"] for row in lines.records] == [status]


def test_the_counts_hold_no_content():
    call(lambda: None)
    with observed("search"):
        measures()
    text = shown(None).decode()
    assert 'raadwijzer_action_seconds_count{action="search"}' in text
    assert "geheim" not in text


@pytest.mark.parametrize("body", [{}, {"tracker": None}, {"tracker": {"latest_message": None}},
                                  {"tracker": {"latest_message": {"metadata": [1]}}},
                                  {"tracker": {"latest_message": {"metadata": {"request": 7}}}}])
def test_a_call_without_a_request_has_none(body):
    assert request_of(body) is None
