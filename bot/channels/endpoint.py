"""What stands behind a channel in Rasa: the action server, asked so that its failure ends a turn, and the tracker store."""

from __future__ import annotations

import logging
from typing import Any

from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.whole import Halt

logger = logging.getLogger(__name__)


class WholeEndpoint(EndpointConfig):
    """The action server, with all that is set for it. Rasa would go on with a turn without the events of a failed action."""

    def __init__(self, endpoint: EndpointConfig) -> None:
        self.__dict__.update(endpoint.__dict__)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Call the action server; Halt when that fails. A 400 is an answer: the action refuses, and Rasa knows what follows."""
        try:
            return await super().request(*args, **kwargs)
        except ClientResponseError as error:
            if error.status == 400:
                raise
            logger.error("The action server answered with %s", error.status)
            raise Halt("the action server failed") from error
        except Exception as error:
            logger.error("The action server could not be asked: %s", type(error).__name__)
            raise Halt("the action server is away") from error


def guard(agent: Any) -> None:
    """Let an agent call its actions this way from now on."""
    processor = getattr(agent, "processor", None)
    if processor is not None and processor.action_endpoint and not isinstance(processor.action_endpoint, WholeEndpoint):
        processor.action_endpoint = WholeEndpoint(processor.action_endpoint)


def store_of(app: Any) -> Any:
    """The tracker store that keeps the events: Rasa wraps it to survive its faults."""
    store = app.ctx.agent.tracker_store
    return getattr(store, "_tracker_store", store)
