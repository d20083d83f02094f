"""Files that a conversation hands out: written under the state folder, where the web channel finds them.

`files/<conversation>/<unguessable id>/<name>`: who knows the address has the file, as with a signed link; it goes with the
conversation, or when it is as old as a session may be. bot/channels/files.py is the other side.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import time
import unicodedata
from pathlib import Path

from actions.settings import read_settings

LARGEST = 5_000_000  # bytes of one file
MOST = 40  # files of one conversation: the oldest make room
LONGEST_NAME = 80  # characters, ending included
ENDINGS = frozenset({"docx", "png", "csv", "txt", "pdf"})
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")


def hand_out(conversation: str, name: str, content: bytes, alt: str = "") -> dict[str, str]:
    """Keep a file for a conversation; `{"name", "url"}` for the key `file` of a message, with `alt` for a picture.

    conversation: the tracker's sender_id. name: any text with one of ENDINGS. The url is a path on the web channel. ValueError
    says what is wrong with a file that is too large or of another kind; OSError when the disk takes none.
    """
    if len(content) > LARGEST:
        raise ValueError(f"{name}: found {len(content)} bytes. Expected at most {LARGEST}. Hand out less in one file.")
    settings, safe = read_settings(), safe_name(name)
    folder = settings.state / "files" / folder_of(conversation)
    expire(folder.parent, settings.session_hours)
    identity = secrets.token_hex(16)
    fresh = folder / f".{identity}"
    fresh.mkdir(parents=True, mode=0o700)
    (fresh / safe).write_bytes(content)
    fresh.rename(folder / identity)  # whole or not at all
    make_room(folder)
    return {"name": safe, "url": f"/chat/file/{identity}/{safe}"} | ({"alt": alt} if alt else {})


def safe_name(name: str) -> str:
    """A name that any disk, address and header takes: ASCII letters, digits, dashes. ValueError for an unknown ending."""
    stem, point, ending = name.rpartition(".")
    if not point or ending.lower() not in ENDINGS:
        raise ValueError(f"{name!r}: found no known ending. Expected one of {', '.join(sorted(ENDINGS))}.")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", plain)[:LONGEST_NAME - len(ending) - 1].strip("-")
    return f"{plain or 'bestand'}.{ending.lower()}"


def folder_of(conversation: str) -> str:
    """The folder of a conversation: its id, or the hash of an id that is no plain name."""
    return conversation if PLAIN.fullmatch(conversation) else hashlib.sha256(conversation.encode()).hexdigest()


def expire(files: Path, hours: float) -> None:
    """Delete every handed-out file older than `hours`, and the folders that this leaves empty."""
    oldest = time.time() - hours * 3600
    for folder in files.glob("*/*"):
        if age_of(folder) < oldest:
            shutil.rmtree(folder, ignore_errors=True)
    for conversation in files.glob("*"):
        if not any(conversation.iterdir()):
            shutil.rmtree(conversation, ignore_errors=True)


def make_room(folder: Path) -> None:
    """Delete the oldest files of a conversation beyond MOST."""
    for old in sorted(folder.iterdir(), key=age_of)[:-MOST]:
        shutil.rmtree(old, ignore_errors=True)


def age_of(folder: Path) -> float:
    """When a file was handed out, in seconds since 1970; now when it went away meanwhile."""
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:
        return time.time()
