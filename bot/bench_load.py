"""The client of the bench: conversations over HTTP on 127.0.0.1, many at once, every answer looked at."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

PATIENCE = 60  # seconds for one answer


@dataclass(frozen=True)
class Level:
    """What so many clients at once got: seconds of each turn that was answered, turns that were not, and how long it took."""

    clients: int
    seconds: tuple[float, ...]
    errors: int
    wall: float

    @property
    def per_second(self) -> float:
        """Answered turns a second."""
        return len(self.seconds) / self.wall

    def quantile(self, share: float) -> float:
        """Milliseconds within which this share of the turns was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else float("nan")


class Connection:
    """One kept connection to a server."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def post(self, path: str, body: dict, token: str = "") -> tuple[int, object]:
        """Status and JSON of an answer; (0, None) when there was none."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            self._connection.request("POST", path, json.dumps(body), headers)
            response = self._connection.getresponse()
            return response.status, json.loads(response.read() or b"null")
        except (OSError, ValueError, http.client.HTTPException):
            self._connection.close()
            return 0, None


# A conversation: what to say next → seconds that the answer took, or None when it was no answer.
Talk = Callable[[str], "float | None"]


def with_starter(connection: Connection, name: str) -> Talk:
    """A conversation with Rasa's starter, over its REST channel."""
    def say(text: str) -> float | None:
        started = time.perf_counter()
        status, messages = connection.post("/webhooks/rest/webhook", {"sender": name, "message": text})
        took = time.perf_counter() - started
        said = status == 200 and isinstance(messages, list) and messages
        return took if said and all(m.get("text") or m.get("image") for m in messages) else None
    return say


def with_ours(connection: Connection, name: str) -> Talk:
    """A conversation with the bot, over its web channel; every text goes through retrieval and actions."""
    _, session = connection.post("/chat/session", {})
    token = session.get("token", "") if isinstance(session, dict) else ""

    def say(text: str) -> float | None:
        started = time.perf_counter()
        status, answer = connection.post("/chat/message", {"text": text}, token)
        took = time.perf_counter() - started
        messages = answer.get("messages") if isinstance(answer, dict) else None
        return took if status == 200 and messages and all(message["text"] for message in messages) else None
    return say


def load(port: int, begin: Callable[[Connection, str], Talk], conversations: Iterator[tuple[str, ...]], clients: int,
         seconds: float) -> Level:
    """Let so many clients talk for so many seconds, each one conversation after the other; there must be enough of these."""
    lock, took, errors = threading.Lock(), [], []
    started = time.perf_counter()

    def talk() -> None:
        connection = Connection(port)
        while time.perf_counter() < started + seconds:
            with lock:
                texts = next(conversations)
            say = begin(connection, uuid.uuid4().hex)
            for text in texts:
                if time.perf_counter() >= started + seconds:
                    break
                answered = say(text)
                took.append(answered) if answered is not None else errors.append(text)

    with ThreadPoolExecutor(clients) as pool:
        for done in [pool.submit(talk) for _ in range(clients)]:
            done.result()
    return Level(clients, tuple(took), len(errors), time.perf_counter() - started)
