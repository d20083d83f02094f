"""Actions without the domain in the call: they get domain.yml, and the domain that Rasa sends where it sends one."""

import asyncio

import pytest
import yaml
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor, ActionMissingDomainException

from actions.executor import DomainExecutor
from actions.settings import ROOT
from actions.welk_instrument_say import drafts_in

CALL = {"next_action": "action_remember", "tracker": {"sender_id": "a", "slots": {}, "events": []}}


class Remember(Action):
    """Keeps the domain that it got."""

    def name(self):
        return "action_remember"

    def run(self, dispatcher, tracker, domain):
        self.got = domain
        return []


def got(executor, **more):
    action = Remember()
    executor.register_action(action)
    asyncio.run(executor.run({**CALL, **more}))
    return action.got


def test_a_call_without_domain_gets_the_one_beside_the_actions():
    domain = got(DomainExecutor())
    assert domain == yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert "motie_indienen" in drafts_in(domain)


def test_a_domain_that_is_sent_counts_for_that_call_alone():
    executor = DomainExecutor()
    assert got(executor, domain={"intents": ["motie"]}) == {"intents": ["motie"]}
    assert "responses" in got(executor)


def test_rasa_sdk_itself_would_refuse_the_call():
    with pytest.raises(ActionMissingDomainException):
        got(ActionExecutor())
