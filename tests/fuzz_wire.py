"""HTTP as bytes over a socket: nothing is corrected on the way out, and a server that stays silent is noticed."""

from __future__ import annotations

import http.client
import socket
import time
from dataclasses import dataclass, field
from typing import Any

HANG = 5.0  # seconds in which a server must answer


@dataclass(frozen=True)
class Answer:
    """One answer of a server."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Exchange:
    """What came back: the answers, how long the first one took, and whether the server hung."""

    answers: tuple[Answer, ...]
    seconds: float
    hung: bool = False


def request(method: str, path: str, headers: list[tuple[str, str]], body: bytes, port: int) -> bytes:
    """A request as bytes; path and headers go as they are, in Latin-1 or else UTF-8."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *(f"{name}: {value}" for name, value in headers),
             *([f"Content-Length: {len(body)}"] if body or method in ("POST", "PUT", "PATCH") else []), "Connection: close", "",
             ""]
    head = "\r\n".join(lines)
    try:
        return head.encode("latin-1") + body
    except UnicodeEncodeError:
        return head.encode("utf-8", "surrogatepass") + body


def exchange(port: int, pieces: tuple[bytes, ...], pause: float = 0.0, whole: bool = True, head: bool = False) -> Exchange:
    """Send `pieces` and read what comes. whole: a server must answer or hang up; else we hang up when it waits for more.
    head: its answer has no body, whatever length it tells."""
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=HANG) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
        except TimeoutError:
            return Exchange((), time.monotonic() - begun, hung=True)
        except OSError:
            pass  # it hung up while we spoke: its answer may be there all the same
        sent = time.monotonic()
        if not whole:
            connection.settimeout(0.3)
        try:
            answers = _read_all(connection, head)
        except TimeoutError:
            return Exchange((), time.monotonic() - sent, hung=whole)
        return Exchange(answers, time.monotonic() - sent)


def _read_all(connection: socket.socket, head: bool) -> tuple[Answer, ...]:
    """Every answer until the server hangs up; it may do so without one."""
    answers: list[Answer] = []
    stream = _Stream(connection)
    while True:
        response = http.client.HTTPResponse(stream, method="HEAD" if head else "GET")  # type: ignore[arg-type]
        try:
            response.begin()
            body = response.read()
        except TimeoutError:
            if answers:  # it keeps the connection for a next request
                return tuple(answers)
            raise
        except (OSError, http.client.HTTPException):
            return tuple(answers)
        answers.append(Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body))
        if response.will_close:
            return tuple(answers)
        connection.settimeout(0.2)


class _Stream:
    """A socket whose one buffered file serves every answer on it."""

    def __init__(self, connection: socket.socket) -> None:
        self._file = connection.makefile("rb")

    def makefile(self, *_: Any) -> Any:
        return _Open(self._file)


class _Open:
    """A file that an answer reads and does not close."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.read, self.readline, self.readinto, self.peek, self.read1 = (file.read, file.readline, file.readinto, file.peek,
                                                                          file.read1)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass
