"""Rasa's SQL tracker store, with what it lacks: forgetting, taking a turn back, and failing where it can't do its work."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.database import Database
from bot.settings import read_settings
from bot.stored_events import LeanTrackerStore
from bot.whole import CLAIM, Halt

logger = logging.getLogger(__name__)
HELD = sa.text("SELECT 1 FROM turn WHERE session = :session AND key = :key AND owner = :owner AND state = 'running' FOR UPDATE")


class ForgettingTrackerStore(LeanTrackerStore):
    """Events in the griffie's PostgreSQL or, without one, in a SQLite file.

    db: the file or the address; else from the settings. Other arguments of Rasa's own store are not used.
    """

    def __init__(self, domain: Any = None, event_broker: Any = None, db: str | None = None, **_: Any) -> None:
        settings = read_settings()
        self._database = Database(db or settings.database or settings.state / "conversations.db", self.Base.metadata)
        self.engine = self._database.engine
        self.sessionmaker = sa.orm.sessionmaker(bind=self.engine)
        TrackerStore.__init__(self, domain, event_broker)

    @contextmanager
    def session_scope(self) -> Iterator[sa.orm.Session]:
        """A session on tables that exist; Rasa's own store gives up on them when its database is away at the start."""
        self._database.make()
        with super().session_scope() as session:
            yield session

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation; Halt when the database is away: Rasa would go on as if it were a new one."""
        with halting():
            return await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the new events of a turn, all or none; Halt when that fails: Rasa would keep them in memory."""
        with halting():
            await super().save(tracker)

    def mark(self, sender_id: str) -> int:
        """Where a conversation stands: what `take_back` needs to undo all that follows."""
        with self.session_scope() as session:
            last = session.query(sa.func.max(self.SQLEvent.id)).filter(self.SQLEvent.sender_id == sender_id).scalar()
        return last or 0

    def take_back(self, sender_id: str, mark: int) -> None:
        """Delete the events that came after a mark."""
        self._delete(sender_id, self.SQLEvent.id > mark)

    def forget(self, sender_id: str, since: float = 0.0) -> None:
        """Delete all events of `sender_id`, or those from a moment (seconds since 1970) on."""
        self._delete(sender_id, self.SQLEvent.timestamp >= since)
        self._database.wipe()

    def _delete(self, sender_id: str, which: Any) -> None:
        with self.session_scope() as session:
            self._must_hold(session)
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id, which).delete(synchronize_session=False)
            session.commit()

    def _additional_events(self, session: sa.orm.Session, tracker: DialogueStateTracker) -> Iterator:
        """The events to save. The first thing that a save asks, within its transaction: is the turn still ours?"""
        self._must_hold(session)
        return super()._additional_events(session, tracker)

    def _must_hold(self, session: sa.orm.Session) -> None:
        """Halt when another worker took the running turn over. With SQLite there is one worker, and nobody else to take it."""
        claim = CLAIM.get()
        if claim is None or self.engine.dialect.name == "sqlite":
            return
        row = session.execute(HELD, {"session": claim.session, "key": claim.key, "owner": claim.owner}).first()
        if row is None:
            raise Halt("another worker took this turn over")


@contextmanager
def halting() -> Iterator[None]:
    """Make Halt of every failure; the log names its kind and not what was said."""
    try:
        yield
    except Exception as error:
        logger.error("The conversation could not be read or kept: %s", type(error).__name__)
        raise Halt("the conversation could not be read or kept") from error
