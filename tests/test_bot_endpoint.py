"""A failing action server ends the turn: nothing of it is saved, and the user is told that it can be tried again."""

import asyncio
import json
from types import SimpleNamespace

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from sqlalchemy.exc import OperationalError

from bot.channels.dialogue import Dialogue
from bot.channels.endpoint import WholeEndpoint, guard, store_of
from bot.channels.web import ERRORS, Fault, answer
from bot.whole import Halt


@pytest.fixture
def server():
    """Serves one status and body on 127.0.0.1; the endpoint that calls it."""
    async def call(status, body=b"{}"):
        async def speak(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                         % (status, len(body), body) if status else b"")
            writer.close()
        served = await asyncio.start_server(speak, "127.0.0.1", 0)
        async with served:
            url = f"http://127.0.0.1:{served.sockets[0].getsockname()[1]}/webhook"
            return await WholeEndpoint(EndpointConfig(url)).request(json={})

    return lambda *answer: asyncio.run(call(*answer))


def test_an_answer_passes(server):
    assert server(200, b'{"events": []}') == {"events": []}


def test_an_action_that_refuses_is_an_answer(server):
    with pytest.raises(ClientResponseError) as refused:
        server(400, b'{"action_name": "x"}')
    assert json.loads(refused.value.text) == {"action_name": "x"}


@pytest.mark.parametrize("status", [404, 500, 503, 0])
def test_a_failure_ends_the_turn(server, status):
    with pytest.raises(Halt):
        server(status)


def test_a_server_that_is_away_ends_the_turn():
    with pytest.raises(Halt, match="away"):
        asyncio.run(WholeEndpoint(EndpointConfig("http://127.0.0.1:9/webhook")).request(json={}))


def test_what_is_set_for_an_endpoint_stays():
    agent = SimpleNamespace(processor=SimpleNamespace(action_endpoint=EndpointConfig("http://x", headers={"A": "b"}, token="t")))
    guard(agent)
    guard(agent)
    guarded = agent.processor.action_endpoint
    assert (type(guarded), guarded.url, guarded.headers, guarded.token) == (WholeEndpoint, "http://x", {"A": "b"}, "t")


def test_the_store_within_rasas_wrapper_is_found():
    inner = object()
    agents = SimpleNamespace(tracker_store=SimpleNamespace(_tracker_store=inner)), SimpleNamespace(tracker_store=inner)
    assert [store_of(SimpleNamespace(ctx=SimpleNamespace(agent=agent))) for agent in agents] == [inner, inner]


async def failing(error):
    raise error


@pytest.mark.parametrize("error", [Halt("x"), OperationalError("SELECT", {}, Exception()), RuntimeError("x")])
def test_whatever_fails_the_user_gets_one_honest_line(error):
    with pytest.raises(Fault) as fault:
        asyncio.run(answer(failing(error)))
    assert ERRORS[fault.value.code] == (503, "Ik kan nu niet antwoorden. Stuur je vraag over een minuut nog eens.")


def test_a_turn_of_another_channel_that_is_ended_says_nothing(tmp_path):
    async def say(message: UserMessage):
        raise Halt("the action server is away")
    dialogue = Dialogue(SimpleNamespace(), "telegram", say, tmp_path)
    assert asyncio.run(dialogue.run("c", "hoi")) == []
