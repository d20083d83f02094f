"""Turns that are answered once and whole: sent again after a lost connection, a failure or the end of a process.

A turn waits for those before it in its session, takes back what a dead one left in the tracker, and is then run. Its answer
and its end are written in one step, so that it is either done or leaves nothing.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.channels.ledger import Ledger, Messages, Unfinished
from bot.lock_store import Locks
from bot.whole import Claim, Halt, claiming

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Said:
    """A message of a session. key: the id that the client gave it, or None. body: how the transcript shows it."""

    session: str
    key: str | None
    body: dict[str, Any]


class Turns:
    """Runs each turn once, by session and the id of its message."""

    def __init__(self, ledger: Ledger, locks: Locks) -> None:
        self._ledger, self._locks = ledger, locks
        self._running: dict[tuple[str, str], asyncio.Task[Messages]] = {}

    async def once(self, said: Said, tracker_store: Any, run: Callable[[], Awaitable[Messages]]) -> Messages:
        """What `run` answered, now or the time before; a message without an id is always a new one.

        The turn goes on when the client is gone, so that its next try finds the answer. Refused when the session was deleted
        meanwhile; SQLAlchemyError, LockError or Halt when a store or the action server is away. Then nothing of the turn is
        left, or what is left is taken back before the next one.
        """
        turn = said.session, said.key or f"~{uuid.uuid4().hex}"
        running = self._running.get(turn)
        if running is None:
            running = asyncio.create_task(self._answer(*turn, said.body, tracker_store, run))
            self._running[turn] = running
            running.add_done_callback(lambda done: self._ended(turn, done))
        return await asyncio.shield(running)

    async def _answer(self, session: str, key: str, body: dict[str, Any], store: Any,
                      run: Callable[[], Awaitable[Messages]]) -> Messages:
        async with self._locks.lock(session):
            answer = self._ledger.answer(session, key)
            if answer is not None:
                return answer
            for left in self._ledger.unfinished(session):
                self._take_back(session, left, store)
            claim, mark = Claim(session, key, uuid.uuid4().hex), store.mark(session)
            self._ledger.begin(claim, mark, body)
            try:
                with claiming(claim):
                    answer = await run()
                return self._ledger.finish(claim, answer)
            except BaseException:
                self._try_to_take_back(session, Unfinished(key, claim.owner, mark), store)
                raise

    def _take_back(self, session: str, left: Unfinished, store: Any) -> None:
        """Undo in the tracker what an unfinished turn did; whoever still runs it saves nothing from here on."""
        claim = Claim(session, left.key, uuid.uuid4().hex)
        if self._ledger.take_over(left, claim):
            with claiming(claim):
                if left.mark is not None:
                    store.take_back(session, left.mark)
                self._ledger.fail(claim)

    def _try_to_take_back(self, session: str, left: Unfinished, store: Any) -> None:
        try:
            self._take_back(session, left, store)
        except (Exception, Halt) as error:  # the store is away: the next turn takes it back
            logger.warning("A turn that failed is taken back later: %s", type(error).__name__)

    def _ended(self, turn: tuple[str, str], done: asyncio.Task[Messages]) -> None:
        self._running.pop(turn, None)
        if not done.cancelled():
            done.exception()  # looked at, for when no client is left to hear of it
