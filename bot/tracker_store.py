"""Rasa's SQL tracker store, with the one thing it lacks: forgetting a conversation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.stored_events import LeanTrackerStore


class ForgettingTrackerStore(LeanTrackerStore):
    """Events in SQL; `forget` deletes every event of a conversation."""

    def __init__(self, *args: Any, db: str = "rasa.db", **kwargs: Any) -> None:
        Path(db).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(*args, db=db, **kwargs)

    def forget(self, sender_id: str, since: float = 0.0) -> None:
        """Delete all events of `sender_id`, or those from a moment (seconds since 1970) on."""
        with self.session_scope() as session:
            if self.engine.dialect.name == "sqlite":
                session.execute(sa.text("PRAGMA secure_delete=ON"))  # overwrite the words, not only unlink them
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id, self.SQLEvent.timestamp >= since).delete()
            session.commit()
