"""Leaving out of a call of the action server what no action reads.

Rasa sends every event of the conversation in full: of each message all that it may have meant, of each answer all its text and
buttons. Writing that and reading it again on the other side took 3 to 4 ms of a turn in a profile, and more with every turn before it.
"""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.shortcuts.install import Known, Shortcut

# What actions read of an event (actions/scene.py, and rasa-sdk for its forms); the latest message stands in the call by itself.
READ = ("event", "timestamp", "name", "value")
whole = RemoteAction._action_call_format


def _action_call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
    """Rasa's own call, its events shortened; their number and order stay."""
    call = whole(self, tracker, domain)
    call["tracker"]["events"] = [shortened(event) for event in call["tracker"]["events"]]
    return call


def shortened(event: dict[str, Any]) -> dict[str, Any]:
    """An event with its kind, its moment, the name and value of a slot, and the intent of a message."""
    short = {key: event[key] for key in READ if key in event}
    if event["event"] == "user":
        short["parse_data"] = {"intent": {"name": event["parse_data"].get("intent", {}).get("name")}}
    return short


def shortcuts() -> list[Shortcut]:
    """The call of an action."""
    return [Shortcut(RemoteAction, "_action_call_format", _action_call_format)]


def known() -> list[Known]:
    """How Rasa puts a call together."""
    return [Known(whole, "c5ceef0ee700750d")]
