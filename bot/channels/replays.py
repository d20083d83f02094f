"""Signatures that came before, among several workers: each one alone would take a replay of what another one took."""

from __future__ import annotations

import asyncio

from bot.channels.shared import PATIENCE, Shared

ALONE = "Redis does not answer (%s); each worker looks for replays alone for %s s."


class Replays(Shared):
    """What the workers saw, in Redis. While that is away each worker knows only what it saw itself (slack_requests.Gate)."""

    def __init__(self, address: str, seconds: int) -> None:
        super().__init__(address)
        self._seconds = seconds

    async def is_first(self, signature: str) -> bool:
        """Whether no worker saw this signature within the seconds that it is remembered; it is from now on."""
        return await self.ask(lambda: self._keep(signature), ALONE) is not False

    async def _keep(self, signature: str) -> bool:
        """Remember a signature; whether it is new."""
        asked = self._open().set(f"raadwijzer:seen:{signature}", 1, nx=True, ex=self._seconds)
        return await asyncio.wait_for(asked, PATIENCE) is not None
