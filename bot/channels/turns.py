"""Turns that are answered once: a message that is sent again after a lost connection gets the answer of the first time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.sessions import Sessions

Messages = list[dict[str, Any]]
STALE = 60  # seconds after which a turn that another process began counts as lost with that process
POLL = 0.1  # seconds between two looks at what another process does


class Turns:
    """Runs each turn once, by session and the id that the client gave its message."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._running: dict[tuple[str, str], asyncio.Task[Messages]] = {}

    async def once(self, session: str, key: str, run: Callable[[bool], Awaitable[Messages]]) -> Messages:
        """What `run` answered, now or the time before; `run` gets whether the message was tried before and failed.

        The turn goes on when the client is gone, so that its next try finds the answer.
        """
        running = self._running.get((session, key))
        if running is None:
            running = asyncio.create_task(self._answer(session, key, run))
            self._running[session, key] = running
            running.add_done_callback(lambda done: self._ended(session, key, done))
        return await asyncio.shield(running)

    async def settle(self, session: str) -> None:
        """Wait for what still runs in a session, so that nothing is written to it afterwards."""
        running = [task for (owner, _), task in self._running.items() if owner == session]
        if running:
            await asyncio.wait(running)

    def _ended(self, session: str, key: str, done: asyncio.Task[Messages]) -> None:
        self._running.pop((session, key), None)
        if not done.cancelled():
            done.exception()  # looked at, for when no client is left to hear of it

    async def _answer(self, session: str, key: str, run: Callable[[bool], Awaitable[Messages]]) -> Messages:
        while True:
            turn = self._sessions.claim_turn(session, key, STALE)
            if turn.messages is not None:
                return json.loads(turn.messages)
            if turn.mine:
                break
            await asyncio.sleep(POLL)
        try:
            messages = await run(turn.again)
        except BaseException:
            self._sessions.end_turn(session, key, None)
            raise
        self._sessions.end_turn(session, key, json.dumps(messages, ensure_ascii=False))
        return messages
