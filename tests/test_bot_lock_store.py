"""Locks of conversations: one at a time, in order of arrival, held again by who holds them; in this worker and by Redis."""

import asyncio

import pytest
from rasa.core.lock_store import LockError

import bot.lock_store
from bot.lock_store import Locks
from tests.stores import ADVICE, Redis, missing


@pytest.fixture(scope="module")
def redis():
    """A Redis of our own."""
    if "redis-server" in missing():
        pytest.skip(f"Found no redis-server. {ADVICE}")
    server = Redis()
    server.start()
    yield server
    server.remove()


@pytest.fixture(params=["within", "redis"])
def workers(request):
    """Makes the locks of one worker and, where workers can share them, of another."""
    if request.param == "within":
        only = Locks(url="")
        return lambda: (only, only)
    url = request.getfixturevalue("redis").url
    return lambda: (Locks(url=url), Locks(url=url))


async def take(locks, name, seen, number, takes=0.0):
    async with locks.lock(name):
        seen.append(number)
        await asyncio.sleep(takes)
        seen.append(number)


def test_one_at_a_time_in_order_of_arrival(workers):
    async def run():
        locks, seen = workers(), []
        waiting = []
        for number in range(6):
            waiting.append(asyncio.create_task(take(locks[number % 2], "a", seen, number, takes=0.02)))
            await asyncio.sleep(0.01)
        await asyncio.gather(*waiting)
        return seen

    assert asyncio.run(run()) == [number for number in range(6) for _ in range(2)]


def test_those_of_one_worker_keep_their_order_at_the_same_moment(workers):
    async def run():
        locks, seen = workers(), []
        await asyncio.gather(*(take(locks[0], "a", seen, number) for number in range(10)))
        return seen

    assert asyncio.run(run()) == [number for number in range(10) for _ in range(2)]


def test_conversations_do_not_wait_for_each_other(workers):
    async def run():
        locks, seen = workers(), []
        await asyncio.gather(take(locks[0], "a", seen, 1, takes=2.0), take(locks[1], "b", seen, 2))
        return seen

    seen = asyncio.run(run())
    assert (sorted(seen), seen[-1]) == ([1, 1, 2, 2], 1)  # whichever begins: the short one ends while the long one goes on


def test_who_holds_a_lock_may_take_it_again(workers):
    async def run():
        first, second = workers()
        async with first.lock("a"), first.lock("a"), second.lock("a"):
            return "in"

    assert asyncio.run(run()) == "in"


def test_who_stops_waiting_lets_the_next_one_in(workers):
    async def run():
        (locks, _), seen = workers(), []
        holder, quitter, patient = (asyncio.create_task(take(locks, "a", seen, number, takes=0.1)) for number in range(3))
        await asyncio.sleep(0.05)
        quitter.cancel()
        await asyncio.gather(holder, patient)
        return seen

    assert asyncio.run(run()) == [0, 0, 2, 2]


def test_a_failure_within_lets_go(workers):
    async def run():
        (locks, _), seen = workers(), []
        with pytest.raises(KeyError):
            async with locks.lock("a"):
                raise KeyError
        await take(locks, "a", seen, 1)
        return seen

    assert asyncio.run(run()) == [1, 1]


def test_the_ticket_of_a_killed_worker_becomes_void(redis, monkeypatch):
    monkeypatch.setattr(bot.lock_store, "LEASE", 0.3)

    async def run():
        dead, alive, seen = Locks(url=redis.url), Locks(url=redis.url), []
        assert await dead._ask("a", "ticket of the dead")
        started = asyncio.get_running_loop().time()
        await take(alive, "a", seen, 1)
        return seen, asyncio.get_running_loop().time() - started

    seen, waited = asyncio.run(run())
    assert seen == [1, 1]
    assert 0.2 < waited < 1.5


def test_a_lock_holds_as_long_as_it_is_held(redis, monkeypatch):
    monkeypatch.setattr(bot.lock_store, "LEASE", 0.3)
    monkeypatch.setattr(bot.lock_store, "RENEW", 0.1)

    async def run():
        first, second, seen = Locks(url=redis.url), Locks(url=redis.url), []
        long = asyncio.create_task(take(first, "a", seen, 1, takes=0.8))
        await asyncio.sleep(0.05)
        await asyncio.gather(long, take(second, "a", seen, 2))
        return seen

    assert asyncio.run(run()) == [1, 1, 2, 2]


def test_redis_that_is_away_is_an_error_and_is_used_again_when_it_is_back(redis):
    async def run():
        locks, seen = Locks(url=redis.url), []
        await take(locks, "a", seen, 1)
        redis.kill()
        with pytest.raises(LockError, match="Redis is away"):
            await take(locks, "a", seen, 2)
        away = await locks.reach()
        redis.start()
        await take(locks, "a", seen, 3)
        return seen, away, await locks.reach()

    assert asyncio.run(run()) == ([1, 1, 3, 3], False, True)


def test_nothing_is_left_in_redis(redis):
    async def run():
        locks = Locks(url=redis.url)
        await take(locks, "b", [], 1)
        return await locks._client().keys("*:b*")

    assert asyncio.run(run()) == []
