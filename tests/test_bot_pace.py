"""How fast anyone may go: what is counted, by whom, and what who goes too fast hears, on every channel."""

import asyncio
import http.client
import json
import random
import time
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from redis import ConnectionError as Away

from bot.channels import pace as module
from bot.channels.desk import Desk
from bot.channels.heard import Heard, Place
from bot.channels.pace import MANY, MemoryCounts, Pace, RedisCounts, TooFast, block_of, seconds_to_wait
from bot.channels.sentences import sentence
from bot.channels.settings import Limits, Rate, read_limits, read_rate
from bot.channels.web import WebInput
from bot.settings import Settings
from tests.channel_server import ScriptedAgent, Served

NAMES = ("RAADWIJZER_LIMITS", "RAADWIJZER_LIMIT_MESSAGES", "RAADWIJZER_LIMIT_ADDRESS", "RAADWIJZER_LIMIT_SESSIONS",
         "RAADWIJZER_LIMIT_SEARCH", "RAADWIJZER_PROXIES", "RAADWIJZER_REDIS")


@pytest.fixture
def environment(monkeypatch, tmp_path):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path))
    monkeypatch.setenv("RAADWIJZER_ACTIONS_URL", "http://127.0.0.1:9")
    return monkeypatch


@pytest.fixture
def clock(monkeypatch):
    """A time that stands still until it is set."""
    now = SimpleNamespace(time=6000.0)
    monkeypatch.setattr(module.time, "time", lambda: now.time)
    return now


# ---------------------------------------------------------------- settings

def test_without_settings_a_councillor_has_room(environment):
    read = read_limits()
    assert read == Limits()
    assert (read.messages, read.address, read.proxies) == (Rate(30, 60), Rate(1200, 60), 0)


def test_settings_widen_narrow_or_switch_off(environment):
    environment.setenv("RAADWIJZER_LIMIT_MESSAGES", "5/second")
    environment.setenv("RAADWIJZER_PROXIES", "2")
    assert (read_limits().messages, read_limits().search, read_limits().proxies) == (Rate(5, 1), Rate(240, 60), 2)
    environment.setenv("RAADWIJZER_LIMITS", "off")
    assert read_limits() == Limits(None, None, None, None, None, proxies=2)


@pytest.mark.parametrize("given", ["veel", "0/minute", "-1/minute", "10", "10/week", "1.5/minute", "10 per minute"])
def test_a_rate_that_is_none_is_named(given):
    with pytest.raises(ValueError) as refused:
        read_rate("RAADWIJZER_LIMIT_SEARCH", given)
    assert str(refused.value) == (f"RAADWIJZER_LIMIT_SEARCH: found {given!r}. Expected a number, a slash and second, minute, "
                                  "hour or day, such as 30/minute. Correct it and start again.")


@pytest.mark.parametrize("given", ["ja", "-1", "1.5", "10"])
def test_a_number_of_proxies_that_is_none_is_named(environment, given):
    environment.setenv("RAADWIJZER_PROXIES", given)
    with pytest.raises(ValueError, match="RAADWIJZER_PROXIES: found .* Expected how many proxies"):
        read_limits()


# ---------------------------------------------------------------- counting

@pytest.mark.parametrize(("now", "before", "gone", "wait"), [
    (0, 0, 0.0, 0), (9, 0, 0.0, 0), (10, 0, 0.0, 66), (10, 0, 0.5, 36), (0, 10, 0.0, 6), (0, 10, 0.1, 0), (5, 10, 0.5, 6),
    (4, 10, 0.5, 0), (10, 10, 0.99, 7),
])
def test_how_long_to_wait(now, before, gone, wait):
    assert seconds_to_wait(Rate(10, 60), now, before, gone) == wait


def test_after_the_wait_one_more_fits_and_not_before():
    dice = random.Random(8)
    for _ in range(3000):
        rate = Rate(dice.randint(1, 50), dice.choice((1, 60, 3600)))
        now, before, gone = dice.randint(0, rate.most), dice.randint(0, rate.most), dice.random()
        wait = seconds_to_wait(rate, now, before, gone)
        later, window = divmod(gone + wait / rate.seconds, 1)[1], int(gone + wait / rate.seconds)
        counts = [(now, before), (0, now), (0, 0)][min(window, 2)]
        assert seconds_to_wait(rate, *counts, later + 1e-9) <= (1 if wait else 0), (rate, now, before, gone)


def test_a_full_minute_is_refused_and_passes_again(clock):
    counts, rate = MemoryCounts(), Rate(30, 60)
    assert [counts.take("a", rate) for _ in range(30)] == [0] * 30
    wait = counts.take("a", rate)
    assert (wait, counts.take("b", rate)) == (62, 0)
    clock.time += wait
    assert counts.take("a", rate) == 0


def test_what_is_refused_is_not_counted(clock):
    counts, rate = MemoryCounts(), Rate(2, 60)
    assert [counts.take("a", rate) > 0 for _ in range(50)] == [False, False] + [True] * 48
    clock.time += 90
    assert counts.take("a", rate) == 0


def test_memory_does_not_grow_with_the_number_of_strangers(clock):
    counts, started = MemoryCounts(), time.monotonic()
    for stranger in range(MANY + 20_000):
        counts.take(str(stranger), Rate(5, 60))
    assert MANY // 2 < len(counts._counts) <= MANY
    assert time.monotonic() - started < 5


def test_a_count_is_forgotten_two_windows_later(clock):
    counts = MemoryCounts()
    counts.take("a", Rate(5, 3600))
    clock.time += 7300
    counts.take("b", Rate(5, 60))
    assert [name for name, _, _ in counts._counts] == ["b"]


def test_two_people_and_two_kinds_do_not_count_together(clock):
    pace = Pace(Limits(messages=Rate(1, 60)), "geheim")
    assert asyncio.run(pace.wait("messages", "x")) == 0
    asked = ("messages", "x"), ("messages", "y"), ("votes", "x", "messages")
    assert [asyncio.run(pace.wait(*one)) > 0 for one in asked] == [True, False, False]
    with pytest.raises(TooFast) as fast:
        asyncio.run(pace.check("messages", "x"))
    assert fast.value.wait > 0


def test_no_limit_counts_nothing():
    pace = Pace(Limits(messages=None), "geheim")
    assert {asyncio.run(pace.wait("messages", "x")) for _ in range(500)} == {0}


def test_an_address_can_not_be_read_from_the_counts(clock):
    pace = Pace(Limits(), "geheim")
    asyncio.run(pace.wait("address", "192.0.2.77"))
    assert pace._memory._counts and "192.0.2.77" not in str(pace._memory._counts)


class FakeRedis:
    """As much of Redis as counting needs."""

    def __init__(self):
        self.kept, self.expiries, self.away = {}, {}, False

    async def mget(self, keys):
        if self.away:
            raise Away("away")
        return [self.kept.get(key) for key in keys]

    def pipeline(self):
        return self

    def incr(self, key):
        self.kept[key] = str(int(self.kept.get(key, 0)) + 1).encode()
        return self

    def expire(self, key, seconds):
        self.expiries[key] = seconds
        return self

    async def execute(self):
        return []


def test_workers_count_together_in_redis(clock):
    redis, rate = FakeRedis(), Rate(3, 60)
    workers = [RedisCounts("redis://x"), RedisCounts("redis://x")]
    for worker in workers:
        worker._client = redis
    assert [asyncio.run(workers[turn % 2].take("a", rate)) for turn in range(5)] == [0, 0, 0, 80, 80]
    assert set(redis.expiries.values()) == {120}


def test_without_redis_each_worker_counts_for_itself_and_says_so_once(clock, caplog):
    pace = Pace(Limits(messages=Rate(2, 60), redis="redis://127.0.0.1:9"), "geheim")
    waits = [asyncio.run(pace.wait("messages", "x")) > 0 for _ in range(4)]
    assert waits == [False, False, True, True]
    assert caplog.text.count("Redis does not count") == 1


@pytest.mark.parametrize(("address", "block"), [
    ("192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8:1:2::9", "2001:db8:1:2::"),
    ("[2001:db8:1:2::9]", "2001:db8:1:2::"), ("::ffff:192.0.2.7", "192.0.2.7"), ("fe80::1%eth0", "fe80::"), ("unix", "unix"),
])
def test_whose_an_address_is(address, block):
    assert block_of(address) == block


# ---------------------------------------------------------------- the web channel

def call(served, method, path, token="", body=b"", **headers):
    """Status, Retry-After and body of one call."""
    place = urlsplit(served.url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=10)
    connection.request(method, path, body, {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
                       | {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    return response.status, response.getheader("Retry-After"), response.read().decode()


@pytest.fixture
def serve(environment):
    """Serves the web channel with these settings."""
    running = []

    def start(**settings):
        for name, value in settings.items():
            environment.setenv(f"RAADWIJZER_{name}", value)
        running.append(Served([WebInput.from_credentials({})], ScriptedAgent()))
        return running[-1]

    yield start
    for server in running:
        server.close()


def begin(served, **headers):
    return json.loads(call(served, "POST", "/chat/session", **headers)[2])["token"]


def said(served, token):
    return call(served, "POST", "/chat/message", token, b'{"text": "hoi"}')


def test_a_conversation_that_goes_too_fast_is_told_when_to_go_on(serve):
    served = serve(LIMIT_MESSAGES="3/hour")
    token, other = begin(served), begin(served)
    assert [said(served, token)[0] for _ in range(4)] == [200, 200, 200, 429]
    status, wait, body = said(served, token)
    assert json.loads(body) == {"error": {"code": "te_snel", "message": "Dit gaat te snel achter elkaar. Wacht even en probeer "
                                          "het nog eens."}}
    assert (status, 0 < int(wait) <= 7200, len(served.agent.turns)) == (429, True, 3)
    assert said(served, other)[0] == 200


def test_conversations_begun_from_one_address_are_counted(serve):
    served = serve(LIMIT_SESSIONS="2/hour")
    assert [call(served, "POST", "/chat/session")[0] for _ in range(3)] == [201, 201, 429]


def test_searches_of_the_faq_are_counted_and_its_page_is_not(serve):
    served = serve(LIMIT_SEARCH="2/hour")
    asked = [call(served, "GET", path)[0] for path in ("/chat/faq?q=a", "/chat/faq?q=b", "/chat/faq?q=c", "/chat/faq")]
    assert asked[2:] == [429, asked[0]]
    assert 429 not in asked[:2]


def test_every_call_of_an_address_counts_but_pages_and_health_do_not(serve):
    served = serve(LIMIT_ADDRESS="4/hour")
    assert [call(served, "GET", "/chat/history", "x")[0] for _ in range(6)] == [401] * 4 + [429] * 2
    assert call(served, "POST", "/chat/session")[0] == 429
    assert [call(served, "GET", path)[0] for path in ("/chat/", "/chat/widget.js", "/chat/site.css")] == [200] * 3
    assert call(served, "GET", "/chat/health")[0] == 503  # the action server is away; no 429
    assert call(served, "OPTIONS", "/chat/message")[0] in (200, 204)


def test_votes_are_counted_apart_from_messages(serve):
    served = serve(LIMIT_MESSAGES="2/hour")
    token = begin(served)
    assert [call(served, "POST", "/chat/feedback", token, b'{"vote": "up", "message_id": "x"}')[0] for _ in range(3)] == [
        404, 404, 429]
    assert said(served, token)[0] == 200


def test_who_forges_a_forwarded_address_is_still_counted(serve):
    served = serve(LIMIT_SESSIONS="2/hour")
    told = [call(served, "POST", "/chat/session", X_Forwarded_For=f"192.0.2.{n}", Forwarded=f"for=192.0.2.{n}",
                 X_Real_IP=f"192.0.2.{n}")[0] for n in range(3)]
    assert told == [201, 201, 429]


def test_behind_a_proxy_of_ours_each_address_counts_for_itself(serve):
    served = serve(LIMIT_SESSIONS="1/hour", PROXIES="1")
    told = [call(served, "POST", "/chat/session", X_Forwarded_For=forwarded)[0]
            for forwarded in ("192.0.2.1", "192.0.2.2", "192.0.2.1", "198.51.100.9, 192.0.2.1", "192.0.2.3, 192.0.2.4")]
    assert told == [201, 201, 429, 429, 201]


# ---------------------------------------------------------------- Telegram and Slack

class Porter:
    """Remembers what it was asked to carry."""

    platform, forget_with, by_thread, keeps_questions = "Telegram", "/wis", False, True

    def __init__(self):
        self.said, self.notices = [], []

    async def say(self, place, message):
        self.said.append(message.text)

    async def acknowledge(self, heard, notice=""):
        self.notices.append(notice)


def test_a_person_who_goes_too_fast_is_told_once_and_may_always_wipe():
    porter, asked = Porter(), []
    desk = Desk(porter, None, None, Settings(), Pace(Limits(messages=Rate(2, 3600)), "geheim"))
    for kind in ("text", "button", "command"):
        setattr(desk, f"_on_{kind}", lambda heard, asked=asked: asyncio.sleep(0, asked.append(heard.value)))
    heard = [Heard(str(n), "text", "fatima", Place("1", True), f"vraag {n}") for n in range(4)]
    heard += [Heard("5", "button", "fatima", Place("1", True), "knop"), Heard("6", "command", "fatima", Place("1", True), "wis"),
              Heard("7", "text", "joop", Place("2", True), "van joop")]
    for one in heard:
        asyncio.run(desk.handle(one))
    assert asked == ["vraag 0", "vraag 1", "wis", "van joop"]
    assert (porter.said, porter.notices) == ([sentence("te_snel")], [sentence("te_snel")])
