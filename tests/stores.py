"""PostgreSQL and Redis on 127.0.0.1, started in a temporary folder, killed and started again: for tests and the soak.

`.venv/bin/python -m tests.stores` installs what is missing where it can (Debian, as root). In CI it fails when it can't.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.client import free_port

PATIENCE = 60  # seconds until a store must answer
PACKAGES = {"postgres": "postgresql", "redis-server": "redis-server"}
ADVICE = "Install it (Debian or Ubuntu: apt-get install postgresql redis-server) and run again."
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def program(name: str) -> str | None:
    """Where a program stands; Debian keeps PostgreSQL's out of the way."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return shutil.which(name) or (str(kept[-1]) if kept else None)


def missing() -> list[str]:
    """The packages that are not installed."""
    return [package for name, package in PACKAGES.items() if program(name) is None]


def install() -> list[str]:
    """Install what is missing with apt-get as root; what is missing after that."""
    if missing() and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing {' and '.join(missing())} …", flush=True)
        told = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], env=told, **QUIET)
        # No cluster and no service of Debian's own: each run makes its own, in a temporary folder.
        subprocess.run(["apt-get", "install", "--yes", "--no-install-recommends", *missing()], env=told, **QUIET)
    return missing()


class Store:
    """A program that keeps its data in a folder of its own, and can be killed."""

    def __init__(self) -> None:
        self.port, self.folder = free_port(), Path(tempfile.mkdtemp(prefix="raadwijzer-store-"))
        # PostgreSQL refuses to run as root.
        self._user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self._user:
            shutil.chown(self.folder, "postgres", "postgres")
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start, and return when it answers; RuntimeError when it does not."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:  # its dead children may still hold on to the folder
                with (self.folder / "log").open("a") as log:
                    self._process = subprocess.Popen(self._command(), stdout=log, stderr=log, cwd=self.folder,
                                                     start_new_session=True, **self._user)
            if self._answers():
                return
            time.sleep(0.1)
        raise RuntimeError(f"Found no answer of {type(self).__name__} within {PATIENCE} s. Expected one. "
                           f"See {self.folder / 'log'}.")

    def kill(self) -> None:
        """SIGKILL, to it and to all that it started."""
        if self._process is not None:
            for pid in [self._process.pid, *children(self._process.pid)]:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            self._process.wait()

    def remove(self) -> None:
        """Stop it for good, and delete its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _command(self) -> list[str]:
        raise NotImplementedError

    def _answers(self) -> bool:
        raise NotImplementedError


class Postgres(Store):
    """A PostgreSQL with one database; `url` is its address."""

    def __init__(self) -> None:
        super().__init__()
        self.url = f"postgresql://raadwijzer@127.0.0.1:{self.port}/postgres"
        subprocess.run([str(program("initdb")), "-D", str(self.folder / "data"), "-A", "trust", "-U", "raadwijzer", "-E", "UTF8",
                        "--locale=C"], check=True, **QUIET, **self._user)

    def rows(self, query: str) -> list[dict]:
        """What a query finds, each row with its columns by name."""
        asked = [str(program("psql")), self.url, "-X", "-A", "-t", "-c", f"SELECT row_to_json(found) FROM ({query}) AS found"]
        told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        return [json.loads(line) for line in told.splitlines()]

    def _command(self) -> list[str]:
        return [str(program("postgres")), "-D", str(self.folder / "data"), "-p", str(self.port), "-k", str(self.folder),
                "-c", "listen_addresses=127.0.0.1"]

    def _answers(self) -> bool:
        return subprocess.run([str(program("pg_isready")), "-h", "127.0.0.1", "-p", str(self.port)], **QUIET).returncode == 0


class Redis(Store):
    """A Redis that keeps nothing on disk: a killed one forgets every lock."""

    def __init__(self) -> None:
        super().__init__()
        self.url = f"redis://127.0.0.1:{self.port}"

    def _command(self) -> list[str]:
        return [str(program("redis-server")), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
                "--dir", str(self.folder)]

    def _answers(self) -> bool:
        asked = [str(program("redis-cli")), "-p", str(self.port), "ping"]
        return subprocess.run(asked, capture_output=True, text=True).stdout.strip() == "PONG"


def addresses(postgres: Postgres, redis: Redis, workers: int) -> dict[str, str]:
    """The settings of a bot that keeps its conversations there, with so many workers of each server."""
    return {"RAADWIJZER_DATABASE": postgres.url, "RAADWIJZER_REDIS": redis.url,
            "RAADWIJZER_WORKERS": str(workers), "RAADWIJZER_ACTION_WORKERS": str(workers)}


@contextmanager
def running_stores(workers: int) -> Iterator[dict[str, str]]:
    """Both stores, started and in the end removed: the settings of a bot with so many workers of each server."""
    postgres, redis = Postgres(), Redis()
    try:
        postgres.start()
        redis.start()
        yield addresses(postgres, redis, workers)
    finally:
        postgres.remove()
        redis.remove()


def children(pid: int, keep: Callable[[str], bool] = lambda command: True) -> list[int]:
    """The processes that a process started, with a command line that is to be kept (Linux)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (OSError, IndexError, ValueError):  # it ended meanwhile
            continue
        if parent == pid and keep(command):
            found.append(int(folder.name))
    return found


def age(pid: int) -> float:
    """For how many seconds a process runs; 0 when it ended (Linux)."""
    try:
        started = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]) / os.sysconf("SC_CLK_TCK")
        return float(Path("/proc/uptime").read_text().split()[0]) - started
    except (OSError, IndexError):
        return 0.0


def main() -> int:
    """Install what the tests need; 1 in CI when that failed."""
    left = install()
    if left:
        print(f"Found no {' and no '.join(left)}, and can't install it here. The tests that need it are skipped. {ADVICE}",
              file=sys.stderr)
    return 1 if left and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
