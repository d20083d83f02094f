"""The closed action server: no route without the secret, no open interface without one, no fault that tells what was sent."""

import asyncio
import logging
import socket
import threading
from dataclasses import replace

import httpx
import pytest
from rasa_sdk import Action
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions import search
from actions.calls import check_calls
from actions.guard import check_interface, guard, is_loopback
from actions.heads import be_patient
from actions.search import add_search
from actions.settings import Settings, read_settings
from tests.client import free_port

SECRET = "een geheim van genoeg tekens"
CALL = {"next_action": "action_breekt", "tracker": {"sender_id": "x", "latest_message": {"text": "Zwaluwstaartje"}},
        "domain": {}, "version": "3.6.21"}


class Breaks(Action):
    """Fails with what the user said in its message."""

    def name(self):
        return "action_breekt"

    def run(self, dispatcher, tracker, domain):
        raise RuntimeError("Zwaluwstaartje kan niet")


@pytest.fixture(scope="module")
def server():
    """The address of a guarded action server."""
    Sanic.test_mode = True
    executor, loop, port = ActionExecutor(), asyncio.new_event_loop(), free_port()
    executor.register_action(Breaks)
    app = create_app(executor, cors_origins=[])
    add_search(app)
    guard(app, Settings(secret=SECRET))
    check_calls(app, executor)
    be_patient()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def start():
        served = await app.create_server("127.0.0.1", port, return_asyncio_server=True, access_log=False)
        await served.startup()
        await served.start_serving()

    asyncio.run_coroutine_threadsafe(start(), loop).result(20)
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(loop.stop)


def call(server, method, path, secret=None, **kwargs):
    headers = {} if secret is None else {"X-Raadwijzer-Secret": secret}
    return httpx.request(method, server + path, headers=headers, timeout=10, **kwargs)


@pytest.mark.parametrize(("method", "path"), [("POST", "/webhook"), ("GET", "/search?q=motie"), ("GET", "/actions"),
                                              ("GET", "/anders"), ("GET", "/health/../search?q=motie")])
@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper()])
def test_every_route_wants_the_secret(server, method, path, secret):
    response = call(server, method, path, secret, **({"json": CALL} if method == "POST" else {}))
    assert (response.status_code, response.json()) == (401, {"error": "This call lacks the secret."})


def test_a_secret_of_odd_bytes_is_refused_like_any_other(server):
    response = httpx.get(f"{server}/search", headers={b"X-Raadwijzer-Secret": b"\xff\xfe\xe9"})
    assert response.status_code == 401


def test_health_alone_is_open(server):
    assert (call(server, "GET", "/health").status_code, call(server, "GET", "/health").json()) == (200, {"status": "ok"})


def test_who_knows_the_secret_gets_in(server, monkeypatch):
    monkeypatch.setattr(search, "found", lambda question: {"answered": True, "hits": [question]})
    assert call(server, "GET", "/search?q=motie", SECRET).json() == {"answered": True, "hits": ["motie"]}


def test_a_fault_sends_nothing_back_of_what_was_said(server, caplog):
    with caplog.at_level(logging.ERROR):
        response = call(server, "POST", "/webhook", SECRET, json=CALL)
    assert response.status_code == 500
    assert response.json() == {"error": "The call failed; the log of the action server says why."}
    assert "RuntimeError" in caplog.text


@pytest.mark.parametrize(("content", "status"), [(b"{", 400), (b"\xff", 400), (b"[]", 400), (b"", 400)])
def test_a_call_that_can_not_be_read_is_refused_shortly(server, content, status):
    response = call(server, "POST", "/webhook", SECRET, content=content)
    assert response.status_code == status
    assert set(response.json()) == {"error"}


@pytest.mark.parametrize(("interface", "loopback"), [("127.0.0.1", True), ("127.0.0.9", True), ("::1", True), ("localhost", True),
                                                     ("0.0.0.0", False), ("::", False), ("10.0.0.5", False), ("rasa", False)])
def test_which_interfaces_are_this_machines_alone(interface, loopback):
    assert is_loopback(interface) is loopback


@pytest.mark.parametrize("secret", ["", "kort"])
def test_an_open_interface_without_a_secret_never_starts(secret):
    with pytest.raises(ValueError) as refused:
        check_interface(Settings(interface="0.0.0.0", secret=secret))
    assert str(refused.value) == (
        f"Found RAADWIJZER_ACTIONS_INTERFACE=0.0.0.0 and {len(secret)} characters in RAADWIJZER_ACTIONS_SECRET. Expected a "
        "secret of 16 characters or more, the same for Rasa and the action server. Set it (openssl rand -hex 32 makes one), or "
        "leave both settings out.")


def test_an_open_interface_with_a_secret_starts_and_so_does_a_closed_one_without():
    open_, closed = Settings(interface="0.0.0.0", secret=SECRET), Settings()
    assert (check_interface(open_), check_interface(closed)) == (None, None)
    with pytest.raises(ValueError, match="4 characters"):
        check_interface(replace(closed, secret="kort"))


def test_the_environment_says_where_and_with_which_secret(monkeypatch):
    monkeypatch.setenv("RAADWIJZER_ACTIONS_INTERFACE", "0.0.0.0")
    monkeypatch.setenv("RAADWIJZER_ACTIONS_SECRET", SECRET)
    read = read_settings()
    assert (read.interface, read.secret) == ("0.0.0.0", SECRET)
    assert SECRET not in repr(read)


# ---------------------------------------------------------------- calls that are none (actions/calls.py)

@pytest.mark.parametrize(("changed", "status"), [
    ({"tracker": None}, 400), ({"tracker": {"sender_id": "x", "events": [5]}}, 400), ({"next_action": "action_onbekend"}, 404),
    ({"next_action": ""}, 400), ({"domain": []}, 400),
])
def test_a_call_that_is_none_is_told_so(server, changed, status, caplog):
    reply = call(server, "POST", "/webhook", SECRET, json=CALL | changed)
    assert reply.status_code == status
    assert "Zwaluwstaartje" not in reply.text + caplog.text
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_a_packed_call_is_not_unpacked(server):
    headers = {"X-Raadwijzer-Secret": SECRET, "Content-Encoding": "deflate"}
    assert httpx.post(f"{server}/webhook", headers=headers, content=b"x").status_code == 415


# ---------------------------------------------------------------- requests that are none (actions/heads.py)

@pytest.mark.parametrize("sent", [
    b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n", b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n", b"Q5\x13\r\n\r\n",
    b"POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}",
    b"POST /webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
])
def test_a_request_that_is_none_leaves_no_trace(server, sent, caplog):
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(sent)
        assert connection.makefile("rb").readline().split()[1].startswith(b"4")
    assert httpx.get(f"{server}/health").status_code == 200
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
