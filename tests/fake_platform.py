"""A server on 127.0.0.1 that stands in for a platform: records every call, and answers as the platform documents it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Call:
    """One call that the bot made: which method, with which values, and which files."""

    method: str
    values: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)


class FakePlatform:
    """Subclasses answer `reply(path, headers, values, files)` with a status, a body and more headers."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.refused: list[tuple[str, str]] = []  # method and reason
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def reply(self, path: str, headers: Any, values: dict[str, Any], files: dict[str, bytes],
              raw: bytes) -> tuple[int, Any, dict[str, str]]:
        raise NotImplementedError

    def note(self, method: str, values: dict[str, Any], files: dict[str, bytes]) -> None:
        """Keep an accepted call."""
        with self._lock:
            self.calls.append(Call(method, values, files))

    def of(self, *methods: str) -> list[Call]:
        """The accepted calls of these methods, oldest first."""
        with self._lock:
            return [call for call in self.calls if call.method in methods]

    def clear(self) -> None:
        """Forget the calls so far."""
        with self._lock:
            self.calls.clear()
            self.refused.clear()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def wait_for(condition: Callable[[], Any], seconds: float = 5.0) -> Any:
    """The first true value of `condition`; AssertionError when there is none in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.01)
    raise AssertionError(f"waited {seconds} s in vain")


def _handler(platform: FakePlatform) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            values, files = _read(self.headers.get("Content-Type") or "", raw)
            path, _, query = self.path.partition("?")
            values |= {name: _value(texts[0]) for name, texts in parse_qs(query).items()}
            status, body, more = platform.reply(path, self.headers, values, files, raw)
            sent = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            self.send_response(status)
            kind = "text/html" if isinstance(body, str) else "application/json"
            for name, value in {"Content-Type": kind, "Content-Length": str(len(sent)), **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


def _read(kind: str, raw: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The values and files of a form or of JSON; values that look like JSON are read as such."""
    if kind.startswith("multipart/"):
        parts = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + raw).get_payload()
        named = [(part.get_param("name", header="content-disposition"), part) for part in parts]
        files = {part.get_filename(): part.get_payload(decode=True) for _, part in named if part.get_filename()}
        texts = {name: part.get_payload(decode=True).decode() for name, part in named if not part.get_filename()}
        return {name: _value(text) for name, text in texts.items()}, files
    if kind.startswith("application/json"):
        return json.loads(raw or b"{}"), {}
    if kind.startswith("application/x-www-form-urlencoded"):
        return {name: _value(texts[0]) for name, texts in parse_qs(raw.decode(), keep_blank_values=True).items()}, {}
    return {}, {}


def _value(text: str) -> Any:
    try:
        return json.loads(text) if text[:1] in "[{" else text
    except ValueError:
        return text
