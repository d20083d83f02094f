"""What several workers share in Redis, and for how long a Redis that does not answer is left alone."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from redis import RedisError
from redis import asyncio as aioredis

logger = logging.getLogger(__name__)
AWAY = 10.0  # seconds that Redis is left alone after it did not answer
PATIENCE = 0.5  # seconds that Redis may take
Told = TypeVar("Told")


class Shared:
    """One worker's way to Redis. address: redis://…"""

    def __init__(self, address: str) -> None:
        self._address, self._client, self._again = address, None, 0.0  # the moment from which Redis is asked again

    async def ask(self, work: Callable[[], Awaitable[Told]], meanwhile: str) -> Told | None:
        """What `work` brings; None while Redis is away.

        meanwhile: the line of the log when it does not answer, with places for the error and the seconds that it is left alone.
        """
        if time.monotonic() < self._again:
            return None
        try:
            return await work()
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            self._again = time.monotonic() + AWAY
            logger.warning(meanwhile, type(error).__name__, AWAY)
            return None

    def _open(self) -> Any:
        """The client of this worker: it is made at its first use, in the loop that uses it."""
        if self._client is None:
            self._client = aioredis.from_url(self._address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        return self._client
