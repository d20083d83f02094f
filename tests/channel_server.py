"""Channels served over HTTP on 127.0.0.1 in front of a scripted dialogue, without Rasa's model: for tests in milliseconds."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import threading
import time
import uuid
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage, register
from sanic import Sanic
from sanic.response import empty


class ScriptedAgent:
    """Says what `script` holds for a text, else repeats it; remembers every turn and everything that was forgotten."""

    def __init__(self) -> None:
        self.script: dict[str, Any] = {}
        self.turns: list[tuple[str, str]] = []  # conversation and text
        self.forgotten: list[tuple[str, float]] = []
        self.free = threading.Event()  # turns wait while it is clear
        self.free.set()
        self.at_once = self.most_at_once = 0
        self.tracker_store = SimpleNamespace(forget=lambda conversation, since=0.0: self.forgotten.append((conversation, since)),
                                             mark=lambda conversation: 0, take_back=lambda conversation, mark: None)

    def is_ready(self) -> bool:
        return True

    async def handle_message(self, message: UserMessage) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        while not self.free.is_set():
            await asyncio.sleep(0.005)
        self.at_once -= 1
        self.turns.append((message.sender_id, message.text))
        said = self.script.get(message.text, [{"text": f"Je zei: {message.text}"}])
        if isinstance(said, Exception):
            raise said
        for one in said(message) if callable(said) else said:
            await message.output_channel.send_response(message.sender_id, dict(one))


class Served:
    """A running server with these channels."""

    def __init__(self, channels: list[InputChannel], agent: ScriptedAgent) -> None:
        Sanic.test_mode = True
        self.agent, self._loop = agent, asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._do(self._start(channels))

    async def _start(self, channels: list[InputChannel]) -> None:
        self._app = Sanic(f"served_{uuid.uuid4().hex}", configure_logging=False)
        self._app.ctx.agent = self.agent
        register(channels, self._app, route="/webhooks/")
        self._app.add_route(lambda request: empty(), "/")  # Sanic's router can't do with none at all
        listening = socket.create_server(("127.0.0.1", 0))  # Sanic takes port 0 for its default
        self._server = await self._app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await self._server.startup()
        await self._server.before_start()
        await self._server.start_serving()
        await self._server.after_start()
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"

    def close(self) -> None:
        """Stop as a server does: what is being handled gets a moment."""
        if self._loop.is_running():
            self._do(self._stop())
            self._loop.call_soon_threadsafe(self._loop.stop)

    def kill(self) -> None:
        """End in the middle of whatever goes on."""
        self._do(self._drop())
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _stop(self) -> None:
        await self._server.before_stop()
        self._server.close()

    async def _drop(self) -> None:
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        self._server.close()

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)


def settled(state: Path, seconds: float = 10.0) -> None:
    """Return when every update that came in is handled; AssertionError when that takes longer."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with sqlite3.connect(state / "channels.db") as db:
            if not db.execute("SELECT 1 FROM arrival WHERE body IS NOT NULL").fetchone():
                return
        time.sleep(0.01)
    raise AssertionError(f"updates were still unhandled after {seconds} s")
