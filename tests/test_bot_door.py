"""The outer door of Rasa's server: what every answer carries, errors without traces, and that nobody holds it up."""

import asyncio
import http.client
import json
import socket
import time
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from rasa.core.actions import action
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import waiting
from bot.channels import door
from bot.channels.web import WebInput
from bot.waiting import wait_at_most
from tests.channel_server import ScriptedAgent, Served

RAAD = "https://raad.example"


@pytest.fixture
def environment(monkeypatch, tmp_path):
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path))
    monkeypatch.setenv("RAADWIJZER_ORIGINS", RAAD)
    monkeypatch.setattr(action, waiting.CONSTANT, 300)


@pytest.fixture
def served(environment):
    server = Served([WebInput.from_credentials({})], ScriptedAgent())
    yield server
    server.close()


def call(served, method, path, body=b"", **headers):
    """Status, headers and body of one call."""
    place = urlsplit(served.url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=10)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    return response.status, dict(response.getheaders()), response.read().decode()


def raw(served, sent):
    """What comes back for these bytes."""
    place = urlsplit(served.url)
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def said(served, text):
    token = json.loads(call(served, "POST", "/chat/session")[2])["token"]
    return call(served, "POST", "/chat/message", json.dumps({"text": text}).encode(), Authorization=f"Bearer {token}",
                Content_Type="application/json")


@pytest.mark.parametrize(("method", "path", "status", "code"), [
    ("GET", "/", 404, "niet_gevonden"), ("GET", "/chat/anders", 404, "niet_gevonden"), ("GET", "/status", 404, "niet_gevonden"),
    ("GET", "/version", 404, "niet_gevonden"), ("POST", "/model/parse", 404, "niet_gevonden"),
    ("POST", "/webhooks/rest/webhook", 404, "niet_gevonden"), ("GET", "/conversations/x/tracker", 404, "niet_gevonden"),
    ("GET", "/%2e%2e/secret", 404, "niet_gevonden"), ("PUT", "/chat/message", 405, "kan_hier_niet"),
    ("GET", "/chat/session", 405, "kan_hier_niet"), ("POST", "/chat/message", 401, "geen_sessie"),
])
def test_every_error_is_json_in_dutch_under_every_header(served, method, path, status, code):
    found, headers, body = call(served, method, path)
    assert (found, json.loads(body)["error"]["code"]) == (status, code)
    assert {name: headers.get(name) for name in door.SECURITY} == door.SECURITY


def test_a_refused_method_says_which_are_allowed(served):
    assert sorted(call(served, "PUT", "/chat/message")[1]["Allow"].split(", ")) == ["OPTIONS", "POST"]


def test_a_good_answer_carries_the_headers_too(served):
    status, headers, _ = said(served, "hoi")
    assert status == 200
    assert {name: headers.get(name) for name in door.SECURITY} == door.SECURITY


def test_a_body_that_is_too_large_is_not_even_read(served):
    for _ in range(5):
        with suppress(OSError):  # the server may hang up before a busy client has sent it all
            status, headers, body = call(served, "POST", "/chat/message", b"x" * 1_000_001, Origin=RAAD)
            break
    assert (status, json.loads(body)["error"]["code"]) == (413, "te_lang")
    assert headers["Access-Control-Allow-Origin"] == RAAD


@pytest.mark.parametrize("sent", [b"GEEN HTTP\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nHost: \xff\r\n\r\n",
                                  b"POST /chat/message HTTP/1.1\r\nContent-Length: veel\r\n\r\n",
                                  b"GET /chat/" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n"])
def test_what_is_no_request_gets_a_short_error(served, sent):
    answer = raw(served, sent)
    assert answer.startswith(("HTTP/1.1 400", "HTTP/1.1 404", "HTTP/1.1 413"))
    assert [word for word in ("Traceback", "sanic", ".py") if word in answer] == []
    assert "content-security-policy: default-src 'none'" in answer.lower()


def test_an_address_of_odd_bytes_is_refused_and_ends_the_connection_and_no_more(served):
    assert raw(served, b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n").startswith("HTTP/1.1 400")
    assert said(served, "hoi")[0] == 200


def test_a_fault_of_ours_shows_no_trace(served, monkeypatch):
    monkeypatch.setattr("bot.channels.sessions.Sessions.start", lambda self: 1 / 0)
    status, headers, body = call(served, "POST", "/chat/session")
    assert (status, json.loads(body)) == (500, {"error": {"code": "fout", "message": door.ERRORS[500][1]}})
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_who_sends_slowly_is_cut_off_while_others_are_served(environment, monkeypatch):
    monkeypatch.setitem(door.LIMITS, "REQUEST_TIMEOUT", 0.4)
    server = Served([WebInput.from_credentials({})], ScriptedAgent())
    place = urlsplit(server.url)
    slow = [socket.create_connection((place.hostname, place.port), timeout=10) for _ in range(30)]
    for connection in slow:
        connection.sendall(b"POST /chat/message HTTP/1.1\r\nHost: x\r\nX-A: ")
    assert said(server, "hoi")[0] == 200
    assert [connection.recv(100)[:12] for connection in slow] == [b"HTTP/1.1 408"] * 30
    for connection in slow:
        connection.close()
    server.close()


# ---------------------------------------------------------------- waiting for what is behind the door

def test_a_turn_that_takes_too_long_is_given_up_with_an_honest_line(environment):
    channel, agent = WebInput.from_credentials({}), ScriptedAgent()
    channel._settings = replace(channel._settings, turn_patience=0.3)
    server = Served([channel], agent)
    agent.free.clear()
    started = time.monotonic()
    status, _, body = said(server, "hoi")
    assert (status, json.loads(body)["error"]["code"]) == (503, "even_niet")
    assert 0.3 <= time.monotonic() - started < 5
    agent.free.set()
    assert said(server, "hoi")[0] == 200
    server.close()


def test_a_stalled_action_server_holds_a_turn_for_the_set_time_only(monkeypatch):
    monkeypatch.setattr(action, waiting.CONSTANT, 300)
    wait_at_most(0.5)
    with socket.create_server(("127.0.0.1", 0)) as stalled:
        remote = RemoteAction("action_x", EndpointConfig(f"http://127.0.0.1:{stalled.getsockname()[1]}/webhook"))
        tracker, started = DialogueStateTracker("x", []), time.monotonic()
        with pytest.raises(asyncio.TimeoutError):
            asyncio.run(remote.run(SimpleNamespace(name=lambda: "web"), None, tracker, Domain.empty()))
    assert 0.4 < time.monotonic() - started < 5


def test_a_rasa_that_keeps_the_time_elsewhere_is_noticed(monkeypatch):
    monkeypatch.delattr(action, waiting.CONSTANT)
    with pytest.raises(AttributeError, match=r"Found no DEFAULT_REQUEST_TIMEOUT .* Expected it, as in Rasa 3\.6\.21\. Look"):
        wait_at_most(1)


def test_the_channel_sets_the_time_that_an_action_may_take(served):
    assert getattr(action, waiting.CONSTANT) == 20.0
