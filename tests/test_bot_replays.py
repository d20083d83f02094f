"""A signature that one worker took is a replay for every other one; without Redis each worker looks alone."""

import asyncio

import pytest
from redis import ConnectionError as Away

from bot.channels import shared as module
from bot.channels.replays import Replays


class FakeRedis:
    """As much of Redis as remembering needs."""

    def __init__(self):
        self.kept, self.away = {}, False

    async def set(self, key, value, nx, ex):
        if self.away:
            raise Away("away")
        first = key not in self.kept
        self.kept.setdefault(key, ex)
        return True if first else None


@pytest.fixture
def redis():
    return FakeRedis()


def worker(redis):
    made = Replays("redis://x", 600)
    made._client = redis
    return made


def test_what_one_worker_saw_is_a_replay_for_the_other(redis):
    one, other = worker(redis), worker(redis)
    asked = [asyncio.run(who.is_first(signature)) for who, signature in ((one, "a"), (other, "a"), (other, "b"), (one, "b"))]
    assert asked == [True, False, True, False] and set(redis.kept.values()) == {600}


def test_a_redis_that_is_away_refuses_nobody_and_is_left_alone_for_a_while(redis, caplog, monkeypatch):
    one, moment = worker(redis), 100.0
    monkeypatch.setattr(module.time, "monotonic", lambda: moment)
    redis.away = True
    assert [asyncio.run(one.is_first("a")) for _ in range(3)] == [True, True, True]
    assert caplog.text.count("looks for replays alone") == 1
    redis.away, moment = False, 200.0
    assert [asyncio.run(one.is_first("a")) for _ in range(2)] == [True, False]
