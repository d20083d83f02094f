"""What several workers share in Redis, and for how long a Redis that does not answer is left alone."""

from __future__ import annotations

from typing import Any

from redis import asyncio as aioredis

AWAY = 10.0  # seconds that Redis is left alone after it did not answer
PATIENCE = 0.5  # seconds that Redis may take


class Shared:
    """One worker's way to Redis. address: redis://…"""

    def __init__(self, address: str) -> None:
        self._address, self._client = address, None

    def _open(self) -> Any:
        """The client of this worker: it is made at its first use, in the loop that uses it."""
        if self._client is None:
            self._client = aioredis.from_url(self._address, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        return self._client
