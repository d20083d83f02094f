"""Where the milliseconds of one turn go, in Rasa's process: `.venv-rasa/bin/python -m bot.bench_steps QUESTIONS`.

QUESTIONS: a file with a list of conversations, in JSON. Prints {step: mean milliseconds of a turn} as JSON. The model answers in
this process, one turn after the other; the action server must run.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.core.agent import load_agent
from rasa.core.channels.channel import UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.engine.graph import GraphNode
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from bot.channels.web import WebOutput
from bot.serve import MODEL
from bot.settings import ROOT
from bot.shortcuts.install import install
from bot.tracker_store import ForgettingTrackerStore

WARM = 2  # conversations before the clock runs
REST = "everything between"


class Clock:
    """Milliseconds by step; a step within another counts for itself alone."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._within: list[float] = []

    def begin(self) -> float:
        """Start a step."""
        self._within.append(0.0)
        return time.perf_counter()

    def end(self, step: str, began: float) -> None:
        """End the step that began last."""
        took = time.perf_counter() - began
        self.spent[step] += 1000 * (took - self._within.pop())
        if self._within:
            self._within[-1] += took

    def watch(self, owner: type, name: str, step: str | Callable[[Any], str]) -> None:
        """Time every call of a method; `step`: its name, or how to name it by the object."""
        own = getattr(owner, name)

        def timed(this: Any, *given: Any, **named: Any) -> Any:
            began = self.begin()
            try:
                return own(this, *given, **named)
            finally:
                self.end(step if isinstance(step, str) else step(this), began)

        async def awaited(this: Any, *given: Any, **named: Any) -> Any:
            began = self.begin()
            try:
                return await own(this, *given, **named)
            finally:
                self.end(str(step), began)

        setattr(owner, name, awaited if asyncio.iscoroutinefunction(own) else timed)


def node_name(node: GraphNode) -> str:
    """A component of the model, by its class."""
    return node._component_class.__name__


async def measure(conversations: list[list[str]]) -> dict[str, float]:
    """Mean milliseconds of a turn by step, over all conversations but the first WARM."""
    agent = await load_agent(str(MODEL), endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"))
    clock, turns = Clock(), 0
    clock.watch(ForgettingTrackerStore, "retrieve", "read the conversation")
    clock.watch(ForgettingTrackerStore, "save", "write the turn")
    clock.watch(GraphNode, "__call__", node_name)
    clock.watch(RemoteAction, "_action_call_format", "put the call of the action together")
    clock.watch(RemoteAction, "_validate_action_result", "check its reply")
    clock.watch(EndpointConfig, "request", "the action server, there and back")
    for number, texts in enumerate(conversations):
        if number == WARM:
            clock.spent.clear()
        for text in texts:
            began = clock.begin()
            await agent.handle_message(UserMessage(text, WebOutput(), f"bench-{number}", input_channel="web"))
            clock.end(REST, began)
            turns += number >= WARM
    return {step: spent / turns for step, spent in clock.spent.most_common()}


def main() -> int:
    """Measure and print."""
    configure_structlog(logging.ERROR)
    install()
    conversations = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    print(json.dumps(asyncio.run(measure(conversations))))
    return 0


if __name__ == "__main__":
    assert Path.cwd() == ROOT, "run it from the folder of the README"
    sys.exit(main())
