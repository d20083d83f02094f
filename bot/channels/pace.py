"""How fast somebody goes: every call is counted, and who goes too fast hears how long to wait.

Counted by our own few lines: the library `limits` wants a newer `packaging` than Rasa bears.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import time
from ipaddress import IPv6Address

from bot.channels.settings import Limits, Rate
from bot.channels.shared import PATIENCE, Shared

ALONE = "Redis does not count (%s); each worker counts for itself for %s s."
MANY = 20_000  # counts in memory at most: the oldest make room
DROPPING = 60.0  # seconds between two looks for counts that are over


class TooFast(Exception):
    """Somebody goes too fast. wait: whole seconds until the next may come."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} s")
        self.wait = wait


class Pace:
    """Counts by kind (the name of a rate in Limits) and by whom; whose they are can't be read from the counts."""

    def __init__(self, limits: Limits, secret: str) -> None:
        self._limits, self._key = limits, hashlib.sha256(secret.encode()).digest()
        self._memory, self._shared = MemoryCounts(), RedisCounts(limits.redis) if limits.redis else None

    async def check(self, kind: str, whom: str, rate: str = "") -> None:
        """Count one more; TooFast when that is too many. rate: the name of the rate where `kind` is counted by another's."""
        wait = await self.wait(kind, whom, rate)
        if wait:
            raise TooFast(wait)

    async def wait(self, kind: str, whom: str, rate: str = "") -> int:
        """Count one more and return 0, or the whole seconds to wait before it may come; what must wait is not counted."""
        allowed: Rate | None = getattr(self._limits, rate or kind)
        if allowed is None:
            return 0
        name = f"{kind}:{hashlib.blake2b(whom.encode(), key=self._key, digest_size=12).hexdigest()}"
        shared = self._shared
        wait = await shared.ask(lambda: shared.take(name, allowed), ALONE) if shared else None
        return self._memory.take(name, allowed) if wait is None else wait


class MemoryCounts:
    """Counts of this process."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, int, int], int] = {}  # name, length and number of a window
        self._dropped = 0.0

    def take(self, name: str, rate: Rate) -> int:
        """Count one more; 0, or the seconds to wait."""
        window, gone = divmod(time.time(), rate.seconds)
        now, before = (name, rate.seconds, int(window)), (name, rate.seconds, int(window) - 1)
        wait = seconds_to_wait(rate, self._counts.get(now, 0), self._counts.get(before, 0), gone / rate.seconds)
        if not wait:
            self._counts[now] = self._counts.get(now, 0) + 1
        if len(self._counts) > MANY or time.time() - self._dropped > DROPPING:
            self._drop(time.time())
        return wait

    def _drop(self, now: float) -> None:
        self._dropped = now
        self._counts = {key: count for key, count in self._counts.items() if (key[2] + 2) * key[1] > now}
        if len(self._counts) > MANY:  # a flood: a quarter goes at once, so that not every call of it has to look
            for key in sorted(self._counts, key=lambda key: key[2] * key[1])[:MANY // 4]:
                del self._counts[key]


class RedisCounts(Shared):
    """Counts that several workers share. Two that come at the same instant may both pass: a limit is no lock."""

    async def take(self, name: str, rate: Rate) -> int:
        """As in memory; RedisError, OSError or TimeoutError when Redis is away."""
        window, gone = divmod(time.time(), rate.seconds)
        keys = [f"raadwijzer:pace:{name}:{rate.seconds}:{int(window) - ago}" for ago in (0, 1)]
        now, before = (int(count or 0) for count in await asyncio.wait_for(self._open().mget(keys), PATIENCE))
        wait = seconds_to_wait(rate, now, before, gone / rate.seconds)
        if not wait:
            counting = self._open().pipeline().incr(keys[0]).expire(keys[0], 2 * rate.seconds)
            await asyncio.wait_for(counting.execute(), PATIENCE)
        return wait


def seconds_to_wait(rate: Rate, now: int, before: int, gone: float) -> int:
    """Whole seconds until one more fits: of the window before, the part counts that a sliding window would still hold.

    now, before: how many came in this window and in the one before. gone: the part of this window that is over, 0 to 1.
    """
    if now + before * (1 - gone) + 1 <= rate.most:
        return 0
    room = rate.most - 1 - now
    # With room left in this window the one before must fade; else this one must end, and fade itself.
    windows = 1 - room / before - gone if room >= 0 else 2 - gone - (rate.most - 1) / now
    return max(1, math.ceil(round(windows * rate.seconds, 6)))


def block_of(address: str) -> str:
    """Whose address it is: an IPv6 subscriber has 2**64 of them, the first half is theirs."""
    try:
        read = IPv6Address(address.strip("[]").partition("%")[0])
    except ValueError:
        return address
    return str(read.ipv4_mapped or IPv6Address(int(read) >> 64 << 64))
