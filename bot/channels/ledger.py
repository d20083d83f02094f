"""What became of each turn: it is running, it failed and left nothing behind, or it is done and its answer is kept."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.channels.database import Database
from bot.channels.sessions import Refused, write
from bot.whole import Claim

Messages = list[dict[str, Any]]
BEGIN = sa.text("INSERT INTO turn (session, key, state, messages, at, owner, mark) "
                "VALUES (:session, :key, 'running', NULL, :at, :owner, :mark) ON CONFLICT (session, key) DO UPDATE "
                "SET state = 'running', at = excluded.at, owner = excluded.owner, mark = excluded.mark")
TAKE_OVER = sa.text("UPDATE turn SET owner = :new WHERE session = :session AND state = 'running' AND owner = :old")
END = sa.text("UPDATE turn SET state = :state, messages = :messages WHERE session = :session AND key = :key "
              "AND owner = :owner AND state = 'running'")


@dataclass(frozen=True)
class Unfinished:
    """A turn that was begun and not ended. mark: where the tracker stood before it; None when that is not known."""

    key: str
    owner: str | None
    mark: int | None


class Ledger:
    """The turns of the web channel's sessions, in the same transactions as their messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answer(self, session: str, key: str) -> Messages | None:
        """The answer of a turn that is done, or None."""
        with self._database.open() as db:
            kept = db.execute(sa.text("SELECT messages FROM turn WHERE session = :session AND key = :key AND state = 'done'"),
                              {"session": session, "key": key}).scalar()
        return None if kept is None else json.loads(kept)

    def unfinished(self, session: str) -> list[Unfinished]:
        """The turns of a session that were begun and not ended."""
        with self._database.open() as db:
            rows = db.execute(sa.text("SELECT key, owner, mark FROM turn WHERE session = :session AND state = 'running'"),
                              {"session": session}).all()
        return [Unfinished(*row) for row in rows]

    def begin(self, claim: Claim, mark: int, said: dict[str, Any]) -> None:
        """Write down that a turn runs, and what the user said, which moves to the end when it was tried before.

        Refused when the session was deleted while the turn waited.
        """
        with self._database.open() as db:
            if db.execute(sa.text("SELECT 1 FROM session WHERE id = :id"), {"id": claim.session}).first() is None:
                raise Refused("this session was deleted")
            db.execute(BEGIN, _values(claim) | {"at": time.time(), "mark": mark})
            db.execute(sa.text("DELETE FROM message WHERE session = :session AND turn = :key"), _values(claim))
            write(db, claim.session, "user", said, claim.key)

    def take_over(self, turn: Unfinished, claim: Claim) -> bool:
        """Make a turn the claimant's; False when another one was first. From then on who ran it can save nothing."""
        with self._database.open() as db:
            return db.execute(TAKE_OVER, {"session": claim.session, "new": claim.owner, "old": turn.owner}).rowcount == 1

    def finish(self, claim: Claim, answer: Messages) -> Messages:
        """Keep the answer of a turn, all or nothing, and its messages with their ids; LookupError when it was taken over."""
        with self._database.open() as db:
            kept = [write(db, claim.session, "bot", message) for message in answer]
            self._end(db, claim, "done", json.dumps(kept, ensure_ascii=False))
        return kept

    def fail(self, claim: Claim) -> None:
        """Nothing is left of a turn: it may be tried again."""
        with self._database.open() as db:
            self._end(db, claim, "failed", None)

    def _end(self, db: sa.engine.Connection, claim: Claim, state: str, messages: str | None) -> None:
        if db.execute(END, _values(claim) | {"state": state, "messages": messages}).rowcount != 1:
            raise LookupError("this turn was taken over")


def _values(claim: Claim) -> dict[str, str]:
    return {"session": claim.session, "key": claim.key, "owner": claim.owner}
