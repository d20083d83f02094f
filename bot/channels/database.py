"""One SQLite file in WAL mode; a connection per call, so any thread or process may use it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any


class Database:
    """A file with its tables; `with database.open() as db` commits and closes."""

    def __init__(self, path: Path, schema: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self.open() as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.executescript(schema)

    def open(self) -> sqlite3.Connection:
        """A connection that overwrites what it deletes, which SQLite otherwise only unlinks."""
        db = sqlite3.connect(self._path, timeout=10, factory=_Closing)
        db.execute("PRAGMA secure_delete=ON")
        db.execute("PRAGMA synchronous=NORMAL")  # in WAL mode a crash loses nothing, and a commit waits for no disk
        return db


class _Closing(sqlite3.Connection):
    """A connection whose `with` block commits and also closes, which sqlite3's own does not."""

    def __exit__(self, *error: Any) -> None:  # type: ignore[override]
        super().__exit__(*error)
        self.close()
