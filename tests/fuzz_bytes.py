"""Hostile requests below HTTP: broken lines, lengths that lie, chunks that are none, two requests at once, and trickles."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

BODY = b"{\"text\": \"hoi\"}"
Pieces = tuple[tuple[bytes, ...], bool]  # what is sent in turn, and whether it is a whole request


def raw(rng: Random, path: str) -> Pieces:
    """A request that no client sends, to `path`."""
    return rng.choice(WAYS)(rng, path.encode())


def head(path: bytes, *lines: bytes, method: bytes = b"POST") -> bytes:
    return b"\r\n".join([method + b" " + path + b" HTTP/1.1", b"Host: x", b"Content-Type: application/json", *lines, b"", b""])


def noise(rng: Random, path: bytes) -> Pieces:
    return (rng.randbytes(rng.randint(1, 400)) + b"\r\n\r\n",), False


def line(rng: Random, path: bytes) -> Pieces:
    first = rng.choice([b"GET", b"GET " + path, b"GET " + path + b" HTTP/9.9", b"GET  " + path + b"  HTTP/1.1",
                        b"\x00 / HTTP/1.1",
                        b"GET " + path + b"\x00 HTTP/1.1", b"GET /\xff\xfe HTTP/1.1", b"PRI * HTTP/2.0",
                        b"GET http://x:99999/ HTTP/1.1",
                        b"CONNECT x:80 HTTP/1.1", b"OPTIONS * HTTP/1.1", b"TRACE " + path + b" HTTP/1.1",
                        b"BREW " + path + b" HTTP/1.1",
                        b"GET " + path + b"?" + b"a" * rng.choice([5000, 20_000]) + b" HTTP/1.1", b"get " + path + b" HTTP/1.1",
                        b"GET //" + path + b" HTTP/1.1", b"GET " + path + b"#x HTTP/1.1", b"GET " + path + b" HTTP/1.0"])
    return (first + b"\r\nHost: x\r\nConnection: close\r\n\r\n",), True


def header(rng: Random, path: bytes) -> Pieces:
    odd = rng.choice([b"Content-Length: -1", b"Content-Length: 1e3", b"Content-Length: 14, 14", b"Content-Length: " + b"9" * 30,
                      b"Content-Length: 14\r\nContent-Length: 15", b"X", b": x", b"X : y", b"X:\x00y", b" folded: x",
                      b"X: " + b"a" * rng.choice([8000, 70_000]), b"Content-Encoding: gzip\r\nContent-Length: 14",
                      b"Content-Encoding: deflate\r\nContent-Length: 14", b"Expect: 100-continue\r\nContent-Length: 14",
                      b"Expect: nonsense\r\nContent-Length: 14", b"Host: y\r\nContent-Length: 14", b"Transfer-Encoding: gzip",
                      b"Authorization: Bearer \xff\xfe\r\nContent-Length: 14", b"Upgrade: websocket\r\nContent-Length: 14",
                      b"Content-Type: application/json\x00\r\nContent-Length: 14", b"Cookie: " + b"a=b; " * 500,
                      b"X-Telegram-Bot-Api-Secret-Token: \xe9\r\nContent-Length: 14",
                      b"traceparent: 00-x-y-zz\r\nContent-Length: 14",
                      b"X-Slack-Signature: v0=\xe9\r\nX-Slack-Request-Timestamp: \xb2\r\nContent-Length: 14",
                      *([b"\r\n".join(b"X-%d: y" % row for row in range(2000))])])
    return (head(path, odd, b"Connection: close") + BODY,), False


def chunks(rng: Random, path: bytes) -> Pieces:
    sent, whole = rng.choice([
        (b"e\r\n" + BODY + b"\r\n0\r\n\r\n", True), (b"zz\r\n" + BODY + b"\r\n0\r\n\r\n", False), (b"-1\r\nx\r\n", False),
        (b"ffffffffffffffff\r\nx", False), (b"5\r\n{\"a\"\r\n", False),
        (b"e;x=" + b"y" * 5000 + b"\r\n" + BODY + b"\r\n0\r\n\r\n", False),
        (b"1\r\n{\r\n" * 3000 + b"0\r\n\r\n", True), (b"0\r\nTrailer: x\r\n\r\n", False), (b"e" + BODY, False),
        (b"f000\r\n" + b"a" * 0xf000 + b"\r\n" + b"0\r\n\r\n", True)])
    both = [b"Content-Length: 3"] if rng.random() < 0.3 else []
    return (head(path, b"Transfer-Encoding: chunked", *both, b"Connection: close") + sent,), whole and not both


def length(rng: Random, path: bytes) -> Pieces:
    claimed = rng.choice([0, 1, 13, 15, 1000, 70_000])
    return (head(path, b"Content-Length: %d" % claimed, b"Connection: close") + BODY,), claimed <= len(BODY)


def oversize(rng: Random, path: bytes) -> Pieces:
    size = rng.choice([66_000, 200_000, 1_200_000])
    return (head(path, b"Content-Length: %d" % size, b"Connection: close") + b"a" * size,), True


def pipeline(rng: Random, path: bytes) -> Pieces:
    one = head(path, b"Content-Length: %d" % len(BODY)) + BODY
    last = b"GET /chat/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    return (one * rng.randint(1, 8) + last,), True


def trickle(rng: Random, path: bytes) -> Pieces:
    whole = head(path, b"Content-Length: %d" % len(BODY), b"Connection: close") + BODY
    size = rng.randint(9, 60)
    return tuple(whole[at:at + size] for at in range(0, len(whole), size)), True


WAYS: list[Callable[[Random, bytes], Pieces]] = [noise, line, line, header, header, header, chunks, chunks, length, oversize,
                                                 pipeline,
                                                 trickle]
