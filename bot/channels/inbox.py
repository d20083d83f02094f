"""Updates that a platform delivered: each is handled once, in the order of its person, and none is lost in a restart."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import sqlalchemy as sa
from rasa.core.lock_store import LockError
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.database import Database
from bot.channels.heard import Heard
from bot.lock_store import Locks

logger = logging.getLogger(__name__)
ATTEMPTS = 3  # an update that ended the process twice gets one more try
STALE = 3600.0  # seconds: an answer that comes later than this surprises more than it helps
REMEMBERED = 7 * 24 * 3600.0  # seconds that the id of a handled update is kept: platforms send again for a day at most
FULL = 3000  # characters from which a text may go on in the next message: an app cuts what is pasted at 4096
PAUSE = 1.0  # seconds in which the rest of a pasted text comes
AGAIN = 2.0  # seconds between attempts while a store is away
TABLES = sa.MetaData()
sa.Table("arrival", TABLES, sa.Column("channel", sa.Text, primary_key=True), sa.Column("id", sa.Text, primary_key=True),
         sa.Column("body", sa.Text), sa.Column("attempts", sa.Integer, nullable=False),
         sa.Column("at", sa.Float(53), nullable=False, index=True))  # seconds since 1970
TAKE = sa.text("INSERT INTO arrival (channel, id, body, attempts, at) VALUES (:channel, :id, :body, 0, :at) "
               "ON CONFLICT DO NOTHING")
LEFT = sa.text("SELECT body FROM arrival WHERE channel = :channel AND body IS NOT NULL ORDER BY at")


class Inbox:
    """The updates of one channel. `body` goes as soon as an update is handled: its id alone stays, to know it again.

    locks: what keeps two workers from handling updates of one person at once, or the same one.
    """

    def __init__(self, database: Database, channel: str, handle: Callable[[Heard], Awaitable[None]], locks: Locks) -> None:
        self._database, self._channel, self._handle, self._locks = database, channel, handle, locks
        self._last: dict[str, asyncio.Task] = {}  # of each person, what was taken last
        self._running: set[asyncio.Task] = set()
        self._latest = 0.0  # moment of the last arrival

    def take(self, heard: Heard) -> bool:
        """Write an update down and start to handle it; False when it was here before."""
        self._latest = max(time.time(), self._latest + 1e-6)  # two of one moment keep their order
        with self._database.open() as db:
            db.execute(sa.text("DELETE FROM arrival WHERE at < :oldest"), {"oldest": time.time() - REMEMBERED})
            fresh = db.execute(TAKE, {"channel": self._channel, "id": heard.id, "body": heard.dump(),
                                      "at": self._latest}).rowcount == 1
        if fresh:
            self._start(heard)
        return fresh

    def resume(self) -> int:
        """Start to handle what a stop of the server left; how many updates that are.

        What another worker is handling at this moment is among them: it is found handled when its turn comes.
        """
        try:
            with self._database.open() as db:
                db.execute(sa.text("UPDATE arrival SET body = NULL WHERE channel = :channel "
                                   "AND (at < :stale OR attempts >= :most)"),
                           {"channel": self._channel, "stale": time.time() - STALE, "most": ATTEMPTS})
            left = self._left()
        except SQLAlchemyError as error:
            logger.warning("What was left on %s waits: the database is away (%s)", self._channel, type(error).__name__)
            asyncio.get_running_loop().call_later(AGAIN, self.resume)
            return 0
        for heard in left:
            self._start(heard)
        return len(left)

    async def close(self, patience: float = 5.0) -> None:
        """Wait until what is being handled is done; what is not, is resumed at the next start."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=patience)
            for task in late:
                task.cancel()

    def _start(self, heard: Heard) -> None:
        task = asyncio.get_running_loop().create_task(self._run(heard, self._last.get(heard.person)))
        self._last[heard.person] = task
        self._running.add(task)  # the loop itself keeps only a weak reference
        task.add_done_callback(lambda done: self._end(heard.person, done))

    def _end(self, person: str, task: asyncio.Task) -> None:
        self._running.discard(task)
        if self._last.get(person) is task:
            del self._last[person]

    async def _run(self, heard: Heard, earlier: asyncio.Task | None) -> None:
        if earlier is not None:
            await asyncio.wait([earlier])
        until = time.monotonic() + STALE
        while time.monotonic() < until:
            try:
                async with self._locks.lock(f"{self._channel}:{heard.person}"):
                    await self._once(heard)
                return
            except (SQLAlchemyError, LockError) as error:
                logger.warning("An update of %s waits: a store is away (%s)", self._channel, type(error).__name__)
                await asyncio.sleep(AGAIN)

    async def _once(self, heard: Heard) -> None:
        """Handle an update with those that go on with its text, unless that is done already."""
        parts = await self._parts(heard)
        if not parts:  # it went along with the one before, or another worker handled it
            return
        self._write("UPDATE arrival SET attempts = attempts + 1 WHERE channel = :channel AND id = :id", parts)
        try:
            await self._handle(replace(heard, value="\n".join(part.value for part in parts)))
        except (SQLAlchemyError, LockError):
            raise
        except Exception:  # what one update does wrong must not stop the next one
            logger.exception("An update of %s could not be handled", self._channel)
        self._write("UPDATE arrival SET body = NULL WHERE channel = :channel AND id = :id", parts)
        self._database.wipe()

    async def _parts(self, heard: Heard) -> list[Heard]:
        """The update with those that go on with its text; none when it is handled already."""
        if goes_on(heard):
            await asyncio.sleep(PAUSE)
        left = [one for one in self._left() if one.person == heard.person]
        parts: list[Heard] = []
        for one in left[left.index(heard):] if heard in left else []:
            if parts and (one.kind, one.place.chat) != ("text", heard.place.chat):
                break
            parts.append(one)
            if not goes_on(one):
                break
        return parts

    def _left(self) -> list[Heard]:
        """What is not handled yet, in order of arrival."""
        with self._database.open() as db:
            return [Heard.load(body) for body in db.execute(LEFT, {"channel": self._channel}).scalars()]

    def _write(self, statement: str, parts: list[Heard]) -> None:
        with self._database.open() as db:
            db.execute(sa.text(statement), [{"channel": self._channel, "id": part.id} for part in parts])


def goes_on(heard: Heard) -> bool:
    """Whether the text of a private chat is so long that an app may have cut it, and the rest comes next."""
    return heard.kind == "text" and heard.place.private and len(heard.value) >= FULL
