"""Files that the actions handed out (actions/files.py): read by their unguessable id, and forgotten with the conversation."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings

IDENTITY = re.compile(r"[0-9a-f]{32}")
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\.(?P<ending>[a-z]+)")
PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
    "png": "image/png", "csv": "text/csv; charset=utf-8", "txt": "text/plain; charset=utf-8",
}
SHOWN = ("png",)  # in the page; everything else is only ever downloaded


@dataclass(frozen=True)
class Handed:
    """A handed-out file: its bytes, its content type, and how a browser must treat it."""

    content: bytes
    kind: str
    disposition: str


def read(settings: Settings, identity: str, name: str) -> Handed | None:
    """The file with this id and name; None when there is none, when it is too old, or when the address is no plain one."""
    named = NAME.fullmatch(name)
    if not IDENTITY.fullmatch(identity) or named is None or named["ending"] not in KINDS:
        return None
    oldest = time.time() - settings.session_hours * 3600
    for folder in (settings.state / "files").glob(f"*/{identity}"):
        try:
            if folder.stat().st_mtime < oldest:
                return None
            treated = "inline" if named["ending"] in SHOWN else "attachment"
            return Handed((folder / name).read_bytes(), KINDS[named["ending"]], f'{treated}; filename="{name}"')
        except FileNotFoundError:
            continue
    return None


def forget(state: Path, conversation: str) -> None:
    """Delete every file of a conversation."""
    plain = PLAIN.fullmatch(conversation)
    folder = conversation if plain else hashlib.sha256(conversation.encode()).hexdigest()
    shutil.rmtree(state / "files" / folder, ignore_errors=True)
