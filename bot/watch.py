"""Leaving the servers on: one that dies is started again, after a pause that grows; one that keeps dying ends it all."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from bot.failed import Failed
from bot.rotation import rotate
from bot.settings import ROOT

QUICK = 20.0  # seconds: a server that lived shorter than this is not well
MOST = 5  # quick deaths in a row
PAUSES = (0.0, 1.0, 2.0, 5.0, 10.0)  # seconds before a start, by the number of quick deaths before it


@dataclass(frozen=True)
class Server:
    """A server to run: its name, its command, the environment for it, its log, and the socket that it shares with its like.

    Without a log it speaks where the launcher does: a container keeps that.
    """

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(repr=False)
    log: Path | None
    listening: socket.socket

    def start(self) -> subprocess.Popen:
        """Start it in a process group of its own; what it says is added to its log."""
        if self.log is None:
            return self._start(None)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as log:
            return self._start(log)

    def _start(self, log: IO[str] | None) -> subprocess.Popen:
        return subprocess.Popen(self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
                                start_new_session=True, pass_fds=[self.listening.fileno()])


@dataclass
class Life:
    """When a server was last started, how often in a row it died quickly since, and when it may start again."""

    started: float
    quick: int = 0
    due: float | None = None  # None while it runs


def watch(servers: list[Server], running: dict[str, subprocess.Popen], say: Callable[[str], None] | None = None) -> None:
    """Start what dies again, for ever; Failed when one server dies quickly again and again. `running` is kept up to date."""
    say = say or _say
    lives = {server.name: Life(time.monotonic()) for server in servers}
    while True:
        for server in servers:
            _look_after(server, running, lives[server.name], say)
            if server.log is not None:
                rotate(server.log)
        time.sleep(0.2)


def _look_after(server: Server, running: dict[str, subprocess.Popen], life: Life, say: Callable[[str], None]) -> None:
    now, process = time.monotonic(), running[server.name]
    if life.due is None and process.poll() is not None:
        life.quick = life.quick + 1 if now - life.started < QUICK else 0
        if life.quick >= MOST:
            raise Failed(f"The {server.name} server stopped with code {process.returncode}, {MOST} times within {QUICK:.0f} s of "
                         f"its start. Expected it to stay. See {server.log or 'above'}.")
        pause = PAUSES[life.quick]
        life.due = now + pause
        clear(process)
        say(f"The {server.name} server died (code {process.returncode}). Starting it again in {pause:.0f} s. "
            f"See {server.log or 'above'}.")
    if life.due is not None and now >= life.due:
        running[server.name], life.started, life.due = server.start(), now, None


def clear(process: subprocess.Popen) -> None:
    """End what a dead server started and left behind."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _say(text: str) -> None:
    print(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {text}", file=sys.stderr, flush=True)
