"""A turn with an id is answered once: sent twice, sent while it runs, sent after a failure, by another process, and wiped."""

import asyncio
import time

import pytest

from bot.channels.sessions import Sessions
from bot.channels.turns import Turns

SECRET = "een geheim dat lang genoeg is voor HS256, ruim 32 tekens"


@pytest.fixture
def sessions(tmp_path):
    return Sessions(tmp_path / "web.db", SECRET, hours=1)


class Bot:
    """Counts its turns; `fails` of them fail."""

    def __init__(self, fails=0, takes=0.0):
        self.fails, self.takes, self.tried = fails, takes, []

    async def __call__(self, again):
        self.tried.append(again)
        await asyncio.sleep(self.takes)
        if len(self.tried) <= self.fails:
            raise RuntimeError("as told")
        return [{"text": f"antwoord {len(self.tried)} 😀"}]


def test_the_second_time_gets_the_first_answer(sessions):
    async def talk():
        bot, turns = Bot(), Turns(sessions)
        return bot, [await turns.once("s", "a", bot), await turns.once("s", "a", bot), await Turns(sessions).once("s", "a", bot)]

    bot, answers = asyncio.run(talk())
    assert answers == [[{"text": "antwoord 1 😀"}]] * 3
    assert bot.tried == [False]


def test_another_id_or_session_is_another_turn(sessions):
    async def talk():
        bot, turns = Bot(), Turns(sessions)
        return [(await turns.once(*key, bot))[0]["text"] for key in (("s", "a"), ("s", "b"), ("t", "a"))]

    assert asyncio.run(talk()) == ["antwoord 1 😀", "antwoord 2 😀", "antwoord 3 😀"]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_turn_that_runs_is_waited_for(sessions, processes):
    async def talk():
        bot, turns = Bot(takes=0.2), [Turns(sessions) for _ in range(processes)]
        return bot, await asyncio.gather(turns[0].once("s", "a", bot), turns[-1].once("s", "a", bot))

    bot, answers = asyncio.run(talk())
    assert answers == [[{"text": "antwoord 1 😀"}]] * 2
    assert len(bot.tried) == 1


def test_a_turn_goes_on_when_its_client_is_gone(sessions):
    async def talk():
        bot, turns = Bot(takes=0.1), Turns(sessions)
        first = asyncio.create_task(turns.once("s", "a", bot))
        await asyncio.sleep(0.02)
        first.cancel()
        return bot, await turns.once("s", "a", bot)

    bot, answer = asyncio.run(talk())
    assert (answer, len(bot.tried)) == ([{"text": "antwoord 1 😀"}], 1)


def test_a_turn_that_failed_is_tried_again_and_knows_it(sessions):
    async def talk():
        bot, turns = Bot(fails=1), Turns(sessions)
        with pytest.raises(RuntimeError):
            await turns.once("s", "a", bot)
        return bot, await turns.once("s", "a", bot)

    bot, answer = asyncio.run(talk())
    assert (answer[0]["text"], bot.tried) == ("antwoord 2 😀", [False, True])


@pytest.mark.parametrize(("age", "mine"), [(59, False), (61, True)])
def test_a_turn_lost_with_its_process_is_taken_over_after_a_minute(sessions, monkeypatch, age, mine):
    assert sessions.claim_turn("s", "a", 60).mine
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + age)
    claimed = sessions.claim_turn("s", "a", 60)
    assert (claimed.mine, claimed.again, claimed.messages) == (mine, mine, None)


def test_nothing_is_left_to_write_after_settling(sessions):
    async def talk():
        bot, turns = Bot(takes=0.1), Turns(sessions)
        running = asyncio.create_task(turns.once("s", "a", bot))
        await asyncio.sleep(0.02)
        await turns.settle("t")
        early = sessions.claim_turn("s", "a", 60).messages
        await turns.settle("s")
        return early, sessions.claim_turn("s", "a", 60).messages, await running

    early, late, answer = asyncio.run(talk())
    assert early is None
    assert late == '[{"text": "antwoord 1 😀"}]'


def test_forgetting_a_session_forgets_its_turns(sessions):
    sessions.claim_turn("s", "a", 60)
    sessions.end_turn("s", "a", '["geheim"]')
    sessions.forget("s")
    assert sessions.claim_turn("s", "a", 60).mine
