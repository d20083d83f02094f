"""What is older than RAADWIJZER_RETENTION_DAYS goes: what was said, what was thought of it, files and log lines.

Runs when Rasa's server starts and every day after; `.venv-rasa/bin/python -m bot.retention` does it at once.
"""

from __future__ import annotations

import asyncio
import logging
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sanic import Blueprint, Sanic

from bot.channels.database import make_engine, wipe
from bot.settings import Settings, read_settings

logger = logging.getLogger(__name__)
DAY, HOUR = 86400.0, 3600.0  # seconds
# Every statement that deletes by age, by the file that holds its table.
AGED = {
    "conversations.db": ("DELETE FROM events WHERE timestamp < :before",),
    "web.db": ("DELETE FROM feedback WHERE at < :before", "DELETE FROM message WHERE at < :before",
               "DELETE FROM turn WHERE at < :before", "DELETE FROM session WHERE expires < :before"),
    "channels.db": ("DELETE FROM button WHERE at < :before", "DELETE FROM waiting WHERE at < :before",
                    "DELETE FROM arrival WHERE at < :before"),
}
TALKED = "SELECT DISTINCT sender_id FROM events"
OLD_PLACES = "SELECT id FROM conversation WHERE at < :before"  # when it began: it may still be talked in
FORGET_PLACE = "DELETE FROM conversation WHERE id = :id"
MOMENT = re.compile(r'^(?:\{"time": ")?(\d{4}-\d\d-\d\d)[T ]')


@dataclass(frozen=True)
class Swept:
    """How much went: rows of the databases, handed-out files, log lines."""

    rows: int
    files: int
    lines: int


def sweep(settings: Settings, now: float) -> Swept:
    """Delete what is too old at `now` (seconds since 1970). OSError and SQLAlchemyError where something can't be reached."""
    before = now - settings.retention_days * DAY
    rows = sum(_delete(_where(settings, name), statements, before) for name, statements in AGED.items())
    rows += _forget_places(settings, before)
    handed = max(before, now - settings.session_hours * HOUR)  # older ones can't be fetched any more
    return Swept(rows, _expire_files(settings.state / "files", handed),
                 sum(_shorten(log, before) for log in sorted((settings.state / "logs").glob("*.log*"))))


def install(routes: Blueprint, settings: Settings) -> None:
    """Let the server that mounts `routes` sweep at its start and every day."""

    @routes.listener("after_server_start")
    async def begin(app: Sanic, *_: Any) -> None:
        app.ctx.sweeping = asyncio.get_running_loop().create_task(keep_sweeping(settings))

    @routes.listener("before_server_stop")
    async def end(app: Sanic, *_: Any) -> None:
        app.ctx.sweeping.cancel()


async def keep_sweeping(settings: Settings) -> None:
    """Sweep every day; after a failure again an hour later. Several workers may do so: the second finds nothing left."""
    while True:
        pause = DAY
        try:
            swept = await asyncio.to_thread(sweep, settings, time.time())
            logger.info("Swept what is older than %g days: %s", settings.retention_days, asdict(swept))
        except (OSError, sa.exc.SQLAlchemyError) as error:
            logger.error("Found a fault while sweeping: %s. Expected all stores within reach. Trying again in an hour.",
                         type(error).__name__)
            pause = HOUR
        await asyncio.sleep(pause)


def _where(settings: Settings, name: str) -> Path | str:
    """Where a file's tables stand: in that file, or all in the griffie's PostgreSQL."""
    return settings.database or settings.state / name


@contextmanager
def _open(where: Path | str) -> Iterator[tuple[sa.engine.Connection, set[str]]]:
    """A transaction on a database, and the tables that it has; none where its file was not made yet."""
    if isinstance(where, Path) and not where.exists():
        where = ":memory:"
    engine = make_engine(where)
    try:
        with engine.begin() as db:
            yield db, set(sa.inspect(db).get_table_names())
        wipe(engine)
    finally:
        engine.dispose()


def _delete(where: Path | str, statements: tuple[str, ...], before: float) -> int:
    with _open(where) as (db, tables):
        return sum(db.execute(sa.text(statement), {"before": before}).rowcount for statement in statements
                   if statement.split()[2] in tables)


def _forget_places(settings: Settings, before: float) -> int:
    """Forget whose conversation was where, once nothing of it is left: until then /wis must find it."""
    with _open(_where(settings, "conversations.db")) as (db, tables):
        talked = set(db.execute(sa.text(TALKED)).scalars()) if "events" in tables else set()
    with _open(_where(settings, "channels.db")) as (db, tables):
        old = set(db.execute(sa.text(OLD_PLACES), {"before": before}).scalars()) if "conversation" in tables else set()
        for identity in old - talked:
            db.execute(sa.text(FORGET_PLACE), {"id": identity})
    return len(old - talked)


def _expire_files(files: Path, before: float) -> int:
    """Delete what was handed out before a moment, and the folders that this leaves empty; how many files."""
    old = [folder for folder in files.glob("*/*") if folder.stat().st_mtime < before]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    for conversation in files.glob("*"):
        if conversation.is_dir() and not any(conversation.iterdir()):
            conversation.rmdir()
    return len(old)


def _shorten(log: Path, before: float) -> int:
    """Take the lines from before a moment out of a log; how many. A line without a time is as old as the one above it.

    The server goes on writing behind the end of its file. A line that it writes in this very instant may be lost.
    """
    lines = log.read_bytes().splitlines(keepends=True)
    first = datetime.fromtimestamp(before).strftime("%Y-%m-%d")
    dated = [(at, found[1]) for at, line in enumerate(lines) if (found := MOMENT.match(line[:40].decode(errors="replace")))]
    keep = next((at for at, day in dated if day >= first), len(lines) if dated or log.stat().st_mtime < before else 0)
    if keep:
        with log.open("r+b") as file:
            file.truncate(0)
        with log.open("ab") as file:
            file.writelines(lines[keep:])
    return keep


def main() -> int:
    """Sweep once and say what went; 1 with one message when something can't be reached."""
    try:
        settings = read_settings()
        swept = sweep(settings, time.time())
    except (ValueError, OSError, sa.exc.SQLAlchemyError) as error:
        print(f"Found a fault: {error}. Expected all stores within reach. Look at RAADWIJZER_STATE, run again.", file=sys.stderr)
        return 1
    print(f"Older than {settings.retention_days:g} days and deleted: {swept.rows} rows, {swept.files} files, "
          f"{swept.lines} log lines.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
