"""Saving and restoring what the bot keeps: `python -m bot.backup TO.tar.gz`, and `--restore FROM.tar.gz` while it is stopped.

Copying the files of a running bot is unsafe: what was said last stands in a journal beside the database. So each database is
copied by SQLite itself, whole, while the bot goes on. In the archive are the databases, the files that were handed out, the key
that signs sessions and the griffie's own documents. `-` is standard output or input. PostgreSQL has its own command: pg_dump.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import sqlite3
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from bot.failed import Failed
from bot.serve import is_ready
from bot.settings import Settings, read_settings

KEPT = ("secret", "files")  # of the state folder, beside its databases
MARK = "raadwijzer-backup"  # the first name in an archive
FORMAT = b"1\n"


def save(settings: Settings, to: BinaryIO) -> list[str]:
    """Write an archive; the names of what is in it."""
    saved = []
    with tarfile.open(fileobj=to, mode="w|gz") as archive, tempfile.TemporaryDirectory(dir=settings.state) as folder:
        mark = tarfile.TarInfo(MARK)
        mark.size = len(FORMAT)
        archive.addfile(mark, io.BytesIO(FORMAT))
        for database in sorted(settings.state.glob("*.db")):
            copy = Path(folder) / database.name
            copy_database(database, copy)
            archive.add(copy, f"state/{database.name}")
            saved.append(f"state/{database.name}")
        for path, name in [*((settings.state / kept, f"state/{kept}") for kept in KEPT), (settings.local, "local")]:
            if path.exists():
                archive.add(path, name)
                saved.append(name)
    return saved


def copy_database(source: Path, to: Path) -> None:
    """Copy a database as it is at one moment, whoever writes to it meanwhile."""
    with closing(sqlite3.connect(source, timeout=30)) as here, closing(sqlite3.connect(to)) as there:
        here.backup(there)


def restore(settings: Settings, source: BinaryIO) -> list[str]:
    """Put what is in an archive in the place of what stands there; the names of what it was. Failed, and nothing is touched,
    while the bot runs or when the archive is not whole."""
    if is_ready(settings):
        raise Failed(f"Found the bot running on port {settings.port}. Expected it stopped. Stop it, and run this again.")
    settings.state.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.state) as folder:
        unpack(source, Path(folder))
        found = sorted(path for path in Path(folder).glob("*/*"))
        for path in found:
            if path.suffix == ".db":
                check_database(path)
        clear(settings)
        for path in found:
            place = (settings.state if path.parent.name == "state" else settings.local) / path.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(path, place, dirs_exist_ok=True) if path.is_dir() else shutil.copyfile(path, place)
            if path.name == "secret":
                place.chmod(0o600)
        return sorted({"local" if path.parent.name == "local" else f"state/{path.name}" for path in found})


def unpack(source: BinaryIO, folder: Path) -> None:
    """Unpack an archive of ours; Failed for another one, and for one that was cut short."""
    try:
        with tarfile.open(fileobj=source, mode="r|gz") as archive:
            for number, member in enumerate(archive):
                if (number == 0) != (member.name == MARK) or not is_ours(member):
                    raise Failed(f"Found {member.name!r} in the archive. Expected one that 'python -m bot.backup' made.")
                archive.extract(member, folder, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Failed(f"Found an archive that can't be read to its end: {error}. Expected a whole one. Take another.") from error


def is_ours(member: tarfile.TarInfo) -> bool:
    """Whether a member is a plain file or folder where we put such things."""
    top = PurePosixPath(member.name).parts[:2]
    named = member.name == MARK or top[0] == "local" or (len(top) == 2 and top[0] == "state" and (
        top[1] in KEPT or top[1].endswith(".db")))
    return named and (member.isfile() or member.isdir())


def check_database(path: Path) -> None:
    """Failed when a database is damaged."""
    try:
        with closing(sqlite3.connect(path)) as db:
            told = db.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        told = str(error)
    if told != "ok":
        raise Failed(f"Found {path.name} damaged in the archive: {told}. Expected a whole database. Take another archive.")


def clear(settings: Settings) -> None:
    """Delete what an archive takes the place of."""
    for path in settings.state.glob("*.db*"):
        path.unlink()
    for folder in [settings.state / "files", *(settings.local.glob("*") if settings.local.exists() else [])]:
        shutil.rmtree(folder, ignore_errors=True) if folder.is_dir() else folder.unlink(missing_ok=True)


def main(arguments: list[str] | None = None) -> int:
    """Save or restore; 1 with one message when that failed."""
    parser = argparse.ArgumentParser(prog="python -m bot.backup", description="Save what the bot keeps, or restore it.")
    parser.add_argument("archive", help="a .tar.gz, or - for standard output or input")
    parser.add_argument("--restore", action="store_true", help="put what is in the archive in the place of what stands here")
    given = parser.parse_args(arguments)
    try:
        done = _restore(given.archive) if given.restore else _save(given.archive)
    except (Failed, OSError, ValueError, sqlite3.Error) as failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"{'Restored' if given.restore else 'Saved'}: {', '.join(done) or 'nothing'}.", file=sys.stderr)
    return 0


def _save(archive: str) -> list[str]:
    settings = read_settings()
    if settings.database:
        print("Conversations stand in PostgreSQL: save those with pg_dump.", file=sys.stderr)
    if not settings.state.exists():
        raise Failed(f"Found no {settings.state}. Expected the state folder of a bot that ran. Look at RAADWIJZER_STATE.")
    if archive == "-":
        return save(settings, sys.stdout.buffer)
    fresh = Path(archive).with_name(f".{Path(archive).name}.new")
    if Path(archive).exists():
        raise Failed(f"Found {archive}. Expected a name that is free. Choose another, such as one with the date.")
    try:
        with open(fresh, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as to:  # it holds conversations
            done = save(settings, to)
        fresh.rename(archive)
    finally:
        fresh.unlink(missing_ok=True)
    return done


def _restore(archive: str) -> list[str]:
    if archive == "-":
        return restore(read_settings(), sys.stdin.buffer)
    with open(archive, "rb") as source:
        return restore(read_settings(), source)


if __name__ == "__main__":
    sys.exit(main())
