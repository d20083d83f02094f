"""Sessions, transcripts and feedback of the web channel; and the tokens that name a session."""

from __future__ import annotations

import json
import time
import uuid
from pathlib import Path
from typing import Any

import jwt
import sqlalchemy as sa

from bot.channels.database import Database

CHANNEL = "web"
TICK = 1e-6  # seconds between two messages at least, so that their order is that of their moments
TABLES = sa.MetaData()
MOMENT = sa.Float(53)  # seconds since 1970, in eight bytes
sa.Table("session", TABLES, sa.Column("id", sa.Text, primary_key=True), sa.Column("expires", MOMENT, nullable=False))
sa.Table("message", TABLES, sa.Column("id", sa.Text, primary_key=True), sa.Column("session", sa.Text, nullable=False),
         sa.Column("role", sa.Text, nullable=False), sa.Column("body", sa.Text, nullable=False),
         sa.Column("at", MOMENT, nullable=False), sa.Column("turn", sa.Text), sa.Index("message_session", "session", "at"))
sa.Table("feedback", TABLES, sa.Column("message", sa.Text, primary_key=True), sa.Column("session", sa.Text, nullable=False),
         sa.Column("vote", sa.Text, nullable=False), sa.Column("reason", sa.Text), sa.Column("at", MOMENT, nullable=False),
         sa.Index("feedback_session", "session"))
# state: running, failed (nothing of it is left) or done. owner: who runs it. mark: where the tracker stood before it.
sa.Table("turn", TABLES, sa.Column("session", sa.Text, primary_key=True), sa.Column("key", sa.Text, primary_key=True),
         sa.Column("state", sa.Text, nullable=False), sa.Column("messages", sa.Text), sa.Column("at", MOMENT, nullable=False),
         sa.Column("owner", sa.Text), sa.Column("mark", sa.BigInteger))
HISTORY = sa.text("SELECT role, body, vote FROM message LEFT JOIN feedback ON feedback.message = message.id "
                  "WHERE message.session = :session ORDER BY message.at")
VOTE = sa.text("INSERT INTO feedback (message, session, vote, reason, at) VALUES (:message, :session, :vote, :reason, :at) "
               "ON CONFLICT (message) DO UPDATE SET vote = excluded.vote, reason = excluded.reason, at = excluded.at")


class Refused(Exception):
    """A token that is missing, forged, expired, of another channel, or of a session that was deleted."""


class Sessions:
    """`where`: the path of a SQLite file, or the address of a PostgreSQL database. Any thread or process may use it."""

    def __init__(self, where: Path | str, secret: str, hours: float) -> None:
        self.database, self._secret, self._seconds = Database(where, TABLES), secret, hours * 3600

    def start(self) -> tuple[str, float]:
        """A new session: its signed token, and when it expires (seconds since 1970)."""
        session, expires = uuid.uuid4().hex, time.time() + self._seconds
        with self.database.open() as db:
            db.execute(sa.text("INSERT INTO session (id, expires) VALUES (:id, :expires)"), {"id": session, "expires": expires})
        claims = {"sub": session, "aud": CHANNEL, "exp": int(expires)}
        return jwt.encode(claims, self._secret, algorithm="HS256"), expires

    def identify(self, token: str | None) -> str:
        """The session id inside `token`; Refused when it does not hold."""
        try:
            claims = jwt.decode(token or "", self._secret, algorithms=["HS256"], audience=CHANNEL,
                                options={"require": ["sub", "exp"]})
        except jwt.PyJWTError as error:
            raise Refused(str(error)) from error
        with self.database.open() as db:
            row = db.execute(sa.text("SELECT 1 FROM session WHERE id = :id AND expires > :now"),
                             {"id": claims["sub"], "now": time.time()}).first()
        if row is None:
            raise Refused("this session was deleted or has expired")
        return str(claims["sub"])

    def forget(self, session: str) -> None:
        """Delete a session with all that was said in it."""
        self.clear(session)
        with self.database.open() as db:
            db.execute(sa.text("DELETE FROM session WHERE id = :session"), {"session": session})

    def clear(self, session: str) -> None:
        """Delete what was said in a session, and what was thought of it; the session goes on."""
        with self.database.open() as db:
            for table in ("feedback", "message", "turn"):
                db.execute(sa.text(f"DELETE FROM {table} WHERE session = :session"), {"session": session})
        self.database.wipe()

    def keep(self, session: str, role: str, body: dict[str, Any]) -> dict[str, Any]:
        """Write one message of the transcript; returned with its id."""
        with self.database.open() as db:
            return write(db, session, role, body)

    def history(self, session: str) -> list[dict[str, Any]]:
        """The conversation so far, oldest first, each message with its role, and with its vote where it has one."""
        with self.database.open() as db:
            rows = db.execute(HISTORY, {"session": session}).all()
        return [{"role": role, **json.loads(body), **({"vote": vote} if vote else {})} for role, body, vote in rows]

    def offered(self, session: str, payload: str) -> str | None:
        """The title of the button with this payload that the bot offered in this session, or None."""
        for message in reversed(self.history(session)):
            for button in message.get("buttons", []):
                if button["payload"] == payload:
                    return str(button["title"])
        return None

    def vote(self, session: str, message: str, vote: str, reason: str | None) -> bool:
        """Keep a vote on a message of the bot; False when this session has no such message. A second vote replaces."""
        given = {"message": message, "session": session, "vote": vote, "reason": reason, "at": time.time()}
        with self.database.open() as db:
            known = db.execute(sa.text("SELECT 1 FROM message WHERE id = :message AND session = :session AND role = 'bot'"),
                               given).first()
            if known:
                db.execute(VOTE, given)
        return known is not None


def write(db: sa.engine.Connection, session: str, role: str, body: dict[str, Any], turn: str | None = None) -> dict[str, Any]:
    """Write one message within a transaction, after all that its session has; returned with its id. turn: what it opens."""
    last = db.execute(sa.text("SELECT max(at) FROM message WHERE session = :session"), {"session": session}).scalar()
    kept = {"id": uuid.uuid4().hex, **body}
    db.execute(sa.text("INSERT INTO message (id, session, role, body, at, turn) "
                       "VALUES (:id, :session, :role, :body, :at, :turn)"),
               {"id": kept["id"], "session": session, "role": role, "body": json.dumps(kept, ensure_ascii=False),
                "at": max(time.time(), (last or 0) + TICK), "turn": turn})
    return kept
