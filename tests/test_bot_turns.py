"""A turn is answered once and whole: sent twice, while it runs, after a failure, after the end of its process, and wiped."""

import asyncio
import time

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.ledger import Ledger, Unfinished
from bot.channels.sessions import Refused, Sessions
from bot.channels.turns import Said, Turns
from bot.lock_store import Locks
from bot.whole import CLAIM, Claim, Halt

SECRET = "een geheim dat lang genoeg is voor HS256, ruim 32 tekens"


class Tracker:
    """A tracker store that keeps words in a list; `away` calls find it unreachable."""

    def __init__(self):
        self.words, self.away = [], 0

    def mark(self, session):
        return len(self.words)

    def take_back(self, session, mark):
        if self.away:
            self.away -= 1
            raise OperationalError("DELETE", {}, Exception("away"))
        del self.words[mark:]


class Place:
    """A session with what stands behind it; `process()` is a server of its own, as after a restart."""

    def __init__(self, where):
        self.sessions, self.tracker, self.tried = Sessions(where, SECRET, hours=1), Tracker(), []
        self.session = self.sessions.identify(self.sessions.start()[0])
        self.ledger, self.locks = Ledger(self.sessions.database), Locks(url="")
        self.turns = self.process()

    def process(self):
        return Turns(self.ledger, self.locks)

    async def say(self, key, fails=0, takes=0.0, turns=None, word=None):
        word = word or key

        async def run():
            self.tried.append(word)
            self.tracker.words.append(word)
            await asyncio.sleep(takes)
            if self.tried.count(word) <= fails:
                raise Halt("as told")
            return [{"text": f"antwoord op {word} 😀"}]

        said = Said(self.session, key, {"text": word} | ({"turn": key} if key else {}))
        return [m["text"] for m in await (turns or self.turns).once(said, self.tracker, run)]

    def shown(self):
        shown = [message["text"] for message in self.sessions.history(self.session)]
        return [text.removeprefix("antwoord op ").removesuffix(" 😀") for text in shown]


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path / "web.db")


def left_running(place, key, *words):
    """What a process leaves that was killed after it saved these words to the tracker."""
    place.ledger.begin(Claim(place.session, key, "een dode"), place.tracker.mark(place.session), {"text": key, "turn": key})
    place.tracker.words += words


def test_the_second_time_gets_the_first_answer(place):
    async def talk():
        return [await place.say("a"), await place.say("a"), await place.say("a", turns=place.process())]

    assert asyncio.run(talk()) == [["antwoord op a 😀"]] * 3
    assert (place.tried, place.shown()) == (["a"], ["a", "a"])


def test_a_message_without_an_id_is_always_a_new_one(place):
    async def talk():
        return [await place.say(None, word="hoi"), await place.say(None, word="hoi")]

    assert asyncio.run(talk()) == [["antwoord op hoi 😀"]] * 2
    assert place.tracker.words == ["hoi", "hoi"]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_turn_that_runs_is_waited_for(place, processes):
    async def talk():
        other = place.turns if processes == 1 else place.process()
        return await asyncio.gather(place.say("a", takes=0.1), place.say("a", turns=other))

    assert asyncio.run(talk()) == [["antwoord op a 😀"]] * 2
    assert place.tried == ["a"]


def test_turns_of_a_session_run_one_by_one_in_order_of_arrival(place):
    async def talk():
        await asyncio.gather(*(place.say(key, takes=0.05 if key == "a" else 0.0) for key in "abc"))

    asyncio.run(talk())
    assert (place.tracker.words, place.shown()) == (["a", "b", "c"], ["a", "a", "b", "b", "c", "c"])


def test_a_turn_goes_on_when_its_client_is_gone(place):
    async def talk():
        first = asyncio.create_task(place.say("a", takes=0.1))
        await asyncio.sleep(0.02)
        first.cancel()
        return await place.say("a")

    assert asyncio.run(talk()) == ["antwoord op a 😀"]
    assert place.tried == ["a"]


def test_a_turn_that_failed_leaves_its_words_and_nothing_in_the_tracker(place):
    with pytest.raises(Halt):
        asyncio.run(place.say("a", fails=1))
    assert (place.tracker.words, place.shown()) == ([], ["a"])
    assert asyncio.run(place.say("a", fails=1)) == ["antwoord op a 😀"]
    assert (place.tracker.words, place.shown()) == (["a"], ["a", "a"])


def test_a_turn_that_is_tried_again_after_another_stands_after_it(place):
    async def talk():
        with pytest.raises(Halt):
            await place.say("a", fails=1)
        await place.say("b")
        await place.say("a", fails=1)

    asyncio.run(talk())
    assert (place.tracker.words, place.shown()) == (["b", "a"], ["b", "b", "a", "a"])


@pytest.mark.parametrize("key", ["a", "b"])
def test_what_a_killed_process_left_is_taken_back_before_the_next_turn(place, key):
    asyncio.run(place.say("eerst"))
    left_running(place, "a", "a", "half")
    assert asyncio.run(place.say(key)) == [f"antwoord op {key} 😀"]
    assert place.tracker.words == ["eerst", key]
    assert place.ledger.unfinished(place.session) == []


def test_what_can_not_be_taken_back_now_is_taken_back_before_the_next_turn(place):
    place.tracker.away = 1
    with pytest.raises(Halt):
        asyncio.run(place.say("a", fails=1))
    assert place.tracker.words == ["a"]
    assert asyncio.run(place.say("b")) == ["antwoord op b 😀"]
    assert place.tracker.words == ["b"]


def test_who_lost_its_turn_keeps_nothing(place):
    """A worker that was thought dead comes back: the turn is another one's."""
    async def lose():
        async def run():
            claim = CLAIM.get()
            assert place.ledger.take_over(Unfinished(claim.key, claim.owner, 0), Claim(claim.session, claim.key, "een ander"))
            return [{"text": "te laat"}]
        return await place.turns.once(Said(place.session, "a", {"text": "a"}), place.tracker, run)

    with pytest.raises(LookupError):
        asyncio.run(lose())
    assert place.shown() == ["a"]
    assert [(turn.key, turn.owner) for turn in place.ledger.unfinished(place.session)] == [("a", "een ander")]


def test_a_turn_that_waited_while_its_session_was_deleted_is_refused(place):
    async def talk():
        async def forget():
            async with place.locks.lock(place.session):
                await asyncio.sleep(0.02)
                place.sessions.forget(place.session)
        await asyncio.gather(forget(), place.say("a"))

    with pytest.raises(Refused):
        asyncio.run(talk())
    assert (place.tried, place.shown()) == ([], [])


def test_forgetting_a_session_forgets_its_turns(place):
    asyncio.run(place.say("a"))
    place.sessions.forget(place.session)
    assert place.ledger.answer(place.session, "a") is None


def test_a_clock_that_is_set_back_leaves_the_order(place, monkeypatch):
    asyncio.run(place.say("a"))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 3600)
    asyncio.run(place.say("b"))
    assert place.shown() == ["a", "a", "b", "b"]
