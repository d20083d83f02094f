"""The heads of requests: which are HTTP with one meaning, and that a server survives those that are not."""

import socket

import pytest

from bot.channels.heads import is_sound
from bot.channels.web import WebInput
from tests.channel_server import ScriptedAgent, Served

GET = b"GET /chat/faq?q=wat%20is%20een%20motie HTTP/1.1"


@pytest.mark.parametrize("head", [
    GET, GET + b"\r\nHost: raad.example\r\nAccept: */*", b"POST / HTTP/1.0\r\nContent-Length: 14", b"OPTIONS * HTTP/1.1",
    b"POST /a HTTP/1.1\r\ntransfer-encoding: Chunked", b"GET /?{a}|\"<>^` HTTP/1.1\r\nX-Naam: \xc3\xa9\t\xff", GET + b"\r\nX:",
])
def test_sound(head):
    assert is_sound(head)


@pytest.mark.parametrize("head", [
    b"", b"GET", b"GET /", b"GET  / HTTP/1.1", b"GET / HTTP/2.0", b"get / HTTP/1.1", b"GET a HTTP/1.1", b"GET /\x00 HTTP/1.1",
    b"GET /\xff HTTP/1.1", b"GET http://x:99999/ HTTP/1.1", b"GET /" + b"a" * 70_000 + b" HTTP/1.1", GET + b"\r\nX",
    GET + b"\r\n folded: x", GET + b"\r\nX : y", GET + b"\r\n: x", GET + b"\r\nX: a\x00b", GET + b"\r\nX: a\rb",
    GET + b"\r\nContent-Length: -1", GET + b"\r\nContent-Length: 1e3", GET + b"\r\nContent-Length: 14, 14",
    GET + b"\r\nContent-Length:", GET + b"\r\nContent-Length: " + b"9" * 30, GET + b"\r\nContent-Length: 1\r\nContent-Length: 1",
    GET + b"\r\nContent-Length: 3\r\nTransfer-Encoding: chunked", GET + b"\r\nTransfer-Encoding: gzip",
    GET + b"\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
])
def test_not_sound(head):
    assert not is_sound(head)


@pytest.fixture
def port(tmp_path, monkeypatch):
    monkeypatch.setenv("RAADWIJZER_STATE", str(tmp_path))
    server = Served([WebInput()], ScriptedAgent())
    yield int(server.url.rsplit(":", 1)[1])
    server.close()


def answer(port, sent):
    """The first line that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(sent)
        return connection.makefile("rb").readline().strip()


@pytest.mark.parametrize("sent", [
    b"POST /chat/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}", b"GET /chat\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"Q5\x13\r\n\r\n", b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /chat/message HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
])
def test_a_server_goes_on_after_a_request_that_is_none(port, sent, caplog):
    assert answer(port, sent) == b"HTTP/1.1 400 Bad Request"
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []
    assert answer(port, b"POST /chat/session HTTP/1.1\r\nHost: x\r\n\r\n") == b"HTTP/1.1 201 Created"
