"""Where records are kept: one SQLite file in WAL mode, or PostgreSQL; the same statements serve both.

Nothing is opened before it is used, and a database that comes back after an absence is used again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

MAKING = 5005  # the advisory lock of whoever makes the tables: several workers start at once
CONNECTING = {"connect_timeout": 3, "application_name": "raadwijzer", "options": "-c statement_timeout=15000",
              "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}


class Database:
    """`where`: the path of a SQLite file, or the address of a PostgreSQL database. `with database.open() as db` commits."""

    def __init__(self, where: Path | str, tables: sa.MetaData) -> None:
        self.engine = make_engine(where)
        self._tables, self._made, self._making = tables, False, threading.Lock()

    @contextmanager
    def open(self) -> Iterator[sa.engine.Connection]:
        """A connection in a transaction; sqlalchemy.exc.SQLAlchemyError when the database is away."""
        self.make()
        with self.engine.begin() as db:
            yield db

    def reach(self) -> bool:
        """Whether the database answers."""
        try:
            with self.open() as db:
                return db.execute(sa.text("SELECT 1")).scalar() == 1
        except sa.exc.SQLAlchemyError:
            return False

    def make(self) -> None:
        """Make what is missing of the tables, once; a database that is away is asked again at the next use."""
        with self._making:
            if not self._made:
                make_tables(self.engine, self._tables)
                self._made = True

    def wipe(self) -> None:
        """Empty SQLite's ledger, in which words that were deleted still stand. PostgreSQL sees to its own."""
        wipe(self.engine)


def wipe(engine: sa.engine.Engine) -> None:
    """Empty the journal of a SQLite file."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as db:
            db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def make_engine(where: Path | str) -> sa.engine.Engine:
    """Connections that are tried before use; errors never show values, which are what people said."""
    if isinstance(where, str) and "://" in where:
        return sa.create_engine(where, pool_pre_ping=True, hide_parameters=True, pool_size=5, pool_timeout=5,
                                connect_args=CONNECTING)
    Path(where).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(sa.engine.URL.create("sqlite", database=str(where)), hide_parameters=True,
                              poolclass=sa.pool.QueuePool, connect_args={"timeout": 10, "check_same_thread": False})
    sa.event.listen(engine, "connect", _tune)
    return engine


def _tune(connection: Any, _: Any) -> None:
    for pragma in ("journal_mode=WAL", "secure_delete=ON",  # deleted words are overwritten, not only unlinked
                   "synchronous=NORMAL"):  # in WAL mode the end of a process loses nothing, and a commit waits for no disk
        connection.execute(f"PRAGMA {pragma}")


def make_tables(engine: sa.engine.Engine, tables: sa.MetaData) -> None:
    """Make missing tables, and columns that an older version did not have."""
    with engine.begin() as db:
        if engine.dialect.name == "postgresql":
            db.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": MAKING})
        tables.create_all(db)
        for table in tables.tables.values():
            known = {column["name"] for column in sa.inspect(db).get_columns(table.name)}
            for column in table.columns:
                if column.name not in known:
                    kind = column.type.compile(engine.dialect)
                    db.execute(sa.text(f'ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}'))
