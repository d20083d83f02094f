"""One turn of a conversation at a time, in order of arrival: within this worker, or with Redis among all workers.

Rasa's own Redis locks are read, changed and written back in three steps, so that two workers can hold the same ticket; they
wait in steps of a second, and those of a worker that was killed hold for a minute.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from typing import Any

import redis.asyncio as aioredis
from rasa.core.lock_store import LockError, LockStore
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as Disconnected
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as Late

from bot.settings import read_settings

logger = logging.getLogger(__name__)
LEASE = 8.0  # seconds after which the ticket of a worker that was killed is void
RENEW = 2.0  # seconds between two renewals
POLL = 0.03  # seconds between two looks at whether it is our turn
PREFIX = "raadwijzer:queue:"
# Take a ticket, or renew it; drop the void ones before it; 1 when it is the first.
QUEUE = """
local lease = KEYS[1] .. ':'
if redis.call('EXISTS', lease .. ARGV[1]) == 0 then
  redis.call('LREM', KEYS[1], 0, ARGV[1])
  redis.call('RPUSH', KEYS[1], ARGV[1])
end
redis.call('SET', lease .. ARGV[1], 1, 'PX', ARGV[2])
redis.call('PEXPIRE', KEYS[1], 60 * ARGV[2])
local first = redis.call('LINDEX', KEYS[1], 0)
while redis.call('EXISTS', lease .. first) == 0 do
  redis.call('LPOP', KEYS[1])
  first = redis.call('LINDEX', KEYS[1], 0)
end
return first == ARGV[1] and 1 or 0
"""
HELD: ContextVar[frozenset[str]] = ContextVar("held", default=frozenset())  # what the running task holds already


class Locks(LockStore):
    """Locks of conversations.

    Who holds one may take it again, as may the tasks that it starts: a channel's turn holds it before Rasa asks for it.
    """

    def __init__(self, endpoint_config: Any = None, url: str | None = None) -> None:
        self._url = read_settings().redis if url is None else url
        self._waiting: dict[str, list[asyncio.Future]] = {}  # within this worker: the first of each list holds the lock
        self._redis: aioredis.Redis | None = None

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[None]:
        """Wait for the lock and hold it; LockError when Redis is away."""
        if conversation_id in HELD.get():
            yield
            return
        token = HELD.set(HELD.get() | {conversation_id})
        try:
            async with self._among_workers(conversation_id) if self._url else self._within(conversation_id):
                yield
        finally:
            HELD.reset(token)

    async def reach(self) -> bool:
        """Whether locks can be had at all."""
        try:
            return not self._url or bool(await self._client().ping())
        except (RedisError, OSError):
            return False

    @asynccontextmanager
    async def _within(self, name: str) -> AsyncIterator[None]:
        queue = self._waiting.setdefault(name, [])
        ours = asyncio.get_running_loop().create_future()
        queue.append(ours)
        try:
            if queue[0] is not ours:
                await ours
            yield
        finally:
            first = queue[0] is ours
            queue.remove(ours)
            if not queue:
                self._waiting.pop(name, None)
            elif first and not queue[0].done():
                queue[0].set_result(None)

    @asynccontextmanager
    async def _among_workers(self, name: str) -> AsyncIterator[None]:
        ticket = uuid.uuid4().hex
        try:
            async with self._within(name):  # tickets of this worker are drawn in order of arrival
                first = await self._ask(name, ticket)
            while not first:
                await asyncio.sleep(POLL)
                first = await self._ask(name, ticket)
        except (RedisError, OSError) as error:
            raise LockError(f"Redis is away: {type(error).__name__}") from None
        except asyncio.CancelledError:
            await asyncio.shield(self._leave(name, ticket))
            raise
        done = asyncio.Event()
        renewing = asyncio.create_task(self._renew(name, ticket, done))
        try:
            yield
        finally:
            done.set()
            await renewing  # a renewal that reached Redis after the end would bring the ticket back
            await self._leave(name, ticket)

    async def _ask(self, name: str, ticket: str) -> bool:
        return bool(await self._client().eval(QUEUE, 1, PREFIX + name, ticket, int(LEASE * 1000)))

    async def _renew(self, name: str, ticket: str, done: asyncio.Event) -> None:
        """Keep a ticket from becoming void. Where Redis lost it, the database still refuses whoever is no longer the first."""
        while True:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(done.wait(), RENEW)
                return
            with suppress(RedisError, OSError):
                await self._ask(name, ticket)

    async def _leave(self, name: str, ticket: str) -> None:
        with suppress(RedisError, OSError):  # then it becomes void by itself
            async with self._client().pipeline() as pipe:
                await pipe.lrem(PREFIX + name, 0, ticket).delete(f"{PREFIX}{name}:{ticket}").execute()

    def _client(self) -> aioredis.Redis:
        if self._redis is None:
            self._redis = aioredis.Redis.from_url(self._url, socket_timeout=3, socket_connect_timeout=3,
                                                  retry=Retry(ExponentialBackoff(cap=0.2, base=0.02), 2),
                                                  retry_on_error=[Disconnected, Late])
        return self._redis
