"""Updates that a platform delivered: each is handled once, in the order of its person, and none is lost in a restart."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.channels.database import Database
from bot.channels.heard import Heard

logger = logging.getLogger(__name__)
ATTEMPTS = 3  # an update that ended the process twice gets one more try
STALE = 3600.0  # seconds: an answer that comes later than this surprises more than it helps
REMEMBERED = 7 * 24 * 3600.0  # seconds that the id of a handled update is kept: platforms send again for a day at most
FULL = 3000  # characters from which a text may go on in the next message: an app cuts what is pasted at 4096
PAUSE = 1.0  # seconds in which the rest of a pasted text comes
SCHEMA = """
CREATE TABLE IF NOT EXISTS arrival (channel TEXT NOT NULL, id TEXT NOT NULL, body TEXT, attempts INTEGER NOT NULL,
                                    at REAL NOT NULL, PRIMARY KEY (channel, id));
CREATE INDEX IF NOT EXISTS arrival_at ON arrival (at);
"""


class Inbox:
    """The updates of one channel. `body` goes as soon as an update is handled: its id alone stays, to know it again."""

    def __init__(self, database: Database, channel: str, handle: Callable[[Heard], Awaitable[None]]) -> None:
        self._database, self._channel, self._handle = database, channel, handle
        self._last: dict[str, asyncio.Task] = {}  # of each person, what was taken last
        self._running: set[asyncio.Task] = set()

    def take(self, heard: Heard) -> bool:
        """Write an update down and start to handle it; False when it was here before."""
        with self._database.open() as db:
            db.execute("DELETE FROM arrival WHERE at < ?", (time.time() - REMEMBERED,))
            fresh = db.execute("INSERT OR IGNORE INTO arrival VALUES (?, ?, ?, 0, ?)",
                               (self._channel, heard.id, heard.dump(), time.time())).rowcount == 1
        if fresh:
            self._start(heard)
        return fresh

    def resume(self) -> int:
        """Start to handle what a stop of the server left; how many updates that are."""
        with self._database.open() as db:
            db.execute("UPDATE arrival SET body = NULL WHERE channel = ? AND (at < ? OR attempts >= ?)",
                       (self._channel, time.time() - STALE, ATTEMPTS))
            rows = db.execute("SELECT body FROM arrival WHERE channel = ? AND body IS NOT NULL ORDER BY at, rowid",
                              (self._channel,)).fetchall()
        for (body,) in rows:
            self._start(Heard.load(body))
        return len(rows)

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
        parts = await self._parts(heard)
        if not parts:  # it went along with the one before
            return
        for part in parts:
            self._write("UPDATE arrival SET attempts = attempts + 1 WHERE channel = ? AND id = ?", part)
        try:
            await self._handle(replace(heard, value="\n".join(part.value for part in parts)))
        except Exception:  # what one update does wrong must not stop the next one
            logger.exception("An update of %s could not be handled", self._channel)
        for part in parts:
            self._write("UPDATE arrival SET body = NULL WHERE channel = ? AND id = ?", part)

    async def _parts(self, heard: Heard) -> list[Heard]:
        """The update with those that go on with its text; none when it is handled already."""
        if goes_on(heard):
            await asyncio.sleep(PAUSE)
        with self._database.open() as db:
            rows = db.execute("SELECT body FROM arrival WHERE channel = ? AND body IS NOT NULL ORDER BY at, rowid",
                              (self._channel,)).fetchall()
        left = [one for one in (Heard.load(body) for (body,) in rows) if one.person == heard.person]
        parts: list[Heard] = []
        for one in left[left.index(heard):] if heard in left else []:
            if parts and (one.kind, one.place.chat) != ("text", heard.place.chat):
                break
            parts.append(one)
            if not goes_on(one):
                break
        return parts

    def _write(self, statement: str, heard: Heard) -> None:
        with self._database.open() as db:
            db.execute(statement, (self._channel, heard.id))


def goes_on(heard: Heard) -> bool:
    """Whether the text of a private chat is so long that an app may have cut it, and the rest comes next."""
    return heard.kind == "text" and heard.place.private and len(heard.value) >= FULL
