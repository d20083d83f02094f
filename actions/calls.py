"""What a call of Rasa looks like: one that is none is told so, before an action stumbles over it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator
from sanic.response import json as reply

if TYPE_CHECKING:
    from rasa_sdk.executor import ActionExecutor
    from sanic import Sanic
    from sanic.request import Request
    from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)
Name = Annotated[str, Field(pattern=r"^\w{1,100}$")]
Text = Annotated[str, AfterValidator(lambda text: text.encode() and text)]  # no half of a pair of surrogates
Value = str | float | bool | list[Any] | dict[str, Any] | None


class Intent(BaseModel, strict=True):
    """What a message was taken for."""

    name: str | None = None
    confidence: float | None = None


class Ranked(BaseModel, strict=True):
    """What a message may have been taken for, and how surely."""

    name: str | None
    confidence: float


class Entity(BaseModel, strict=True):
    """A name found in a message, at these characters of it."""

    entity: str
    value: Value
    start: int | None = None
    end: int | None = None

    @model_validator(mode="after")
    def has_both_ends(self) -> Entity:
        """A stretch of a text has a start and an end, or neither is told."""
        if (self.start is None) != (self.end is None):
            raise ValueError("one end only")
        return self


class Parsed(BaseModel, strict=True):
    """A message as Rasa understood it."""

    text: Text | None = None
    intent: Intent | None = None
    entities: list[Entity] | None = None
    intent_ranking: list[Ranked] | None = None


class Before(BaseModel, strict=True):
    """What an earlier message was taken for."""

    intent: Intent = Field(default_factory=Intent)


class Event(BaseModel, strict=True):
    """One thing that happened in a conversation."""

    event: str
    parse_data: Before = Field(default_factory=Before)  # a plain default would be copied for each event


class Slots(BaseModel, strict=True, extra="allow"):
    """The slots that actions read; what only Rasa's own policies need is not looked at."""

    __pydantic_extra__: dict[str, Value]


class Tracker(BaseModel, strict=True):
    """A conversation, as far as actions read it."""

    sender_id: Text
    slots: Slots = Slots()
    latest_message: Parsed = Parsed()
    events: list[Event] = []
    active_loop: dict[str, Any] | None = None
    latest_action_name: str | None = None
    followup_action: str | None = None


class Call(BaseModel, strict=True):
    """A call of an action."""

    next_action: Name
    tracker: Tracker
    domain: dict[str, Any] | None = None
    version: str | None = None


def check_calls(app: Sanic, executor: ActionExecutor) -> None:
    """Answer a call that is none with 400 (415 when it is packed), and one of an unknown action with 404."""

    @app.on_request
    async def check(request: Request) -> HTTPResponse | None:
        if (request.path, request.method) != ("/webhook", "POST"):
            return None
        if request.headers.get("content-encoding"):  # a few bytes could unpack to any size; Rasa packs nothing
            return refusal(415, "The call is packed.")
        try:
            name = Call.model_validate(request.json).next_action
        except ValidationError as error:
            places = {".".join(map(str, one["loc"][:3])) for one in error.errors(include_input=False, include_url=False)}
            logger.warning("A call was none: %s", ", ".join(sorted(places)[:5])[:200])
            return refusal(400, "The call is not one of Rasa.")
        except RecursionError:
            return refusal(400, "The call is not one of Rasa.")
        return None if name in executor.actions else refusal(404, "There is no such action.")


def refusal(status: int, why: str) -> HTTPResponse:
    return reply({"error": why}, status=status)
