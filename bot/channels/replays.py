"""Signatures that came before, among several workers: each one alone would take a replay of what another one took."""

from __future__ import annotations

import asyncio
import logging
import time

from redis import RedisError

from bot.channels.shared import AWAY, PATIENCE, Shared

logger = logging.getLogger(__name__)


class Replays(Shared):
    """What the workers saw, in Redis. While that is away each worker knows only what it saw itself (slack_requests.Gate)."""

    def __init__(self, address: str, seconds: int) -> None:
        super().__init__(address)
        self._seconds, self._again = seconds, 0.0

    async def is_first(self, signature: str) -> bool:
        """Whether no worker saw this signature within the seconds that it is remembered; it is from now on."""
        if time.monotonic() < self._again:
            return True
        try:
            asked = self._open().set(f"raadwijzer:seen:{signature}", 1, nx=True, ex=self._seconds)
            return await asyncio.wait_for(asked, PATIENCE) is not None
        except (RedisError, OSError, asyncio.TimeoutError) as error:
            self._again = time.monotonic() + AWAY
            logger.warning("Redis does not answer (%s); each worker looks for replays alone for %s s.", type(error).__name__, AWAY)
            return True
