"""Sessions, transcripts and feedback of the web channel, in one SQLite file; and the tokens that name a session."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt

from bot.channels.database import Database

CHANNEL = "web"
SCHEMA = """
CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS message (id TEXT PRIMARY KEY, session TEXT NOT NULL, role TEXT NOT NULL, body TEXT NOT NULL,
                                    at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS message_session ON message (session, at);
CREATE TABLE IF NOT EXISTS feedback (message TEXT PRIMARY KEY, session TEXT NOT NULL, vote TEXT NOT NULL, reason TEXT,
                                     at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS turn (session TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, messages TEXT,
                                 at REAL NOT NULL, PRIMARY KEY (session, key));
"""


class Refused(Exception):
    """A token that is missing, forged, expired, of another channel, or of a session that was deleted."""


@dataclass(frozen=True)
class ClaimedTurn:
    """A turn that a client named: whether it is the caller's to run, whether it failed before, and its answer as JSON."""

    mine: bool
    again: bool = False
    messages: str | None = None


class Sessions:
    """One SQLite file in WAL mode; a connection per call, so any thread or process may use it."""

    def __init__(self, path: Path, secret: str, hours: float) -> None:
        self._database, self._secret, self._seconds = Database(path, SCHEMA), secret, hours * 3600

    def start(self) -> tuple[str, float]:
        """A new session: its signed token, and when it expires (seconds since 1970)."""
        session, expires = uuid.uuid4().hex, time.time() + self._seconds
        with self._database.open() as db:
            db.execute("INSERT INTO session VALUES (?, ?)", (session, expires))
        claims = {"sub": session, "aud": CHANNEL, "exp": int(expires)}
        return jwt.encode(claims, self._secret, algorithm="HS256"), expires

    def identify(self, token: str | None) -> str:
        """The session id inside `token`; Refused when it does not hold."""
        try:
            claims = jwt.decode(token or "", self._secret, algorithms=["HS256"], audience=CHANNEL,
                                options={"require": ["sub", "exp"]})
        except jwt.PyJWTError as error:
            raise Refused(str(error)) from error
        with self._database.open() as db:
            row = db.execute("SELECT 1 FROM session WHERE id = ? AND expires > ?", (claims["sub"], time.time())).fetchone()
        if row is None:
            raise Refused("this session was deleted or has expired")
        return str(claims["sub"])

    def forget(self, session: str) -> None:
        """Delete a session with its messages and feedback."""
        self.clear(session)
        with self._database.open() as db:
            db.execute("DELETE FROM session WHERE id = ?", (session,))

    def clear(self, session: str) -> None:
        """Delete what was said in a session, and what was thought of it; the session goes on."""
        with self._database.open() as db:
            db.execute("DELETE FROM feedback WHERE session = ?", (session,))
            db.execute("DELETE FROM message WHERE session = ?", (session,))
            db.execute("DELETE FROM turn WHERE session = ?", (session,))

    def keep(self, session: str, role: str, body: dict[str, Any]) -> dict[str, Any]:
        """Write one message of the transcript; returned with its id."""
        kept = {"id": uuid.uuid4().hex, **body}
        with self._database.open() as db:
            db.execute("INSERT INTO message VALUES (?, ?, ?, ?, ?)",
                       (kept["id"], session, role, json.dumps(kept, ensure_ascii=False), time.time()))
        return kept

    def history(self, session: str) -> list[dict[str, Any]]:
        """The conversation so far, oldest first, each message with its role, and with its vote where it has one."""
        with self._database.open() as db:
            rows = db.execute("SELECT role, body, vote FROM message LEFT JOIN feedback ON feedback.message = message.id "
                              "WHERE message.session = ? ORDER BY message.at, message.rowid", (session,)).fetchall()
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
        with self._database.open() as db:
            known = db.execute("SELECT 1 FROM message WHERE id = ? AND session = ? AND role = 'bot'",
                               (message, session)).fetchone()
            if known:
                db.execute("INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
                           (message, session, vote, reason, time.time()))
        return known is not None

    def claim_turn(self, session: str, key: str, stale: float) -> ClaimedTurn:
        """Claim the turn that a client named `key`: it is the caller's when it is new, failed, or `stale` seconds old."""
        now = time.time()
        with self._database.open() as db:
            if db.execute("INSERT OR IGNORE INTO turn VALUES (?, ?, 'running', NULL, ?)", (session, key, now)).rowcount:
                return ClaimedTurn(mine=True)
            taken = db.execute("UPDATE turn SET state = 'running', at = ? WHERE session = ? AND key = ? AND (state = 'failed' "
                               "OR (state = 'running' AND at < ?))", (now, session, key, now - stale)).rowcount
            if taken:
                return ClaimedTurn(mine=True, again=True)
            row = db.execute("SELECT messages FROM turn WHERE session = ? AND key = ?", (session, key)).fetchone()
        return ClaimedTurn(mine=False, messages=row[0] if row else None)

    def end_turn(self, session: str, key: str, messages: str | None) -> None:
        """Keep the answer of a turn; None: it failed and may be tried again."""
        with self._database.open() as db:
            db.execute("UPDATE turn SET state = ?, messages = ? WHERE session = ? AND key = ?",
                       ("failed" if messages is None else "done", messages, session, key))
