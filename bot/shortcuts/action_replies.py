"""Checking the action server's replies with a validator that is built once.

Rasa calls `jsonschema.validate` on each reply, which first checks Rasa's own schema against the schema of schemas: 45 of the
65 ms of a turn. Here that is done once. A reply is first held against the schema of its own kind of event alone; only what
does not pass that meets the whole schema, so that it is refused for the same reason and in the same words.
"""

from __future__ import annotations

from typing import Any

from jsonschema import ValidationError, exceptions, validate
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL

from bot.shortcuts.install import Known, Shortcut


class ReplyCheck:
    """The schema of the action server's replies, ready to use."""

    def __init__(self, schema: dict[str, Any]) -> None:
        kind = validator_for(schema)
        kind.check_schema(schema)
        self._whole = kind(schema)
        properties = schema["properties"]
        event = properties["events"]["items"]
        around = {**properties, "events": {key: value for key, value in properties["events"].items() if key != "items"}}
        self._around = kind({**schema, "properties": around})
        # An event has one type, and each branch names one: of the branches only those of the event's own type can match.
        branches: dict[str, list[dict[str, Any]]] = {}
        for branch in event["oneOf"]:
            branches.setdefault(branch["properties"]["event"]["const"], []).append(branch)
        self._events = {name: kind({**event, "oneOf": own}) for name, own in branches.items()}

    def error(self, reply: Any) -> ValidationError | None:
        """What is wrong with a reply, the error that `jsonschema.validate` would raise; None: nothing."""
        return None if self._passes(reply) else exceptions.best_match(self._whole.iter_errors(reply))

    def _passes(self, reply: Any) -> bool:
        if not isinstance(reply, dict) or not self._around.is_valid(reply):
            return False
        return all(isinstance(event, dict) and isinstance(event.get("event"), str) and event["event"] in self._events
                   and self._events[event["event"]].is_valid(event) for event in reply.get("events", []))


def shortcuts() -> list[Shortcut]:
    """The check of a reply, with Rasa's schema as it is now."""
    check = ReplyCheck(RemoteAction.action_response_format_spec())

    def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        error = check.error(result)
        if error is None:
            return True
        error.message += (". Failed to validate Action server response from API, make sure your response from the Action "
                          "endpoint is valid. For more information about the format visit "
                          f"{DOCS_BASE_URL}/custom-actions")
        raise error

    return [Shortcut(RemoteAction, "_validate_action_result", _validate_action_result)]


def known() -> list[Known]:
    """Rasa's check and its schema, and the library's own way of checking."""
    return [Known(RemoteAction._validate_action_result, "8abc34d36fa525e0"),
            Known(RemoteAction.action_response_format_spec, "6b27d00fb8e99fe6"),
            Known(validate, "552f72ad0c479189")]
