"""What the channels remember: whose conversation is where, which buttons were offered, which question waits."""

from __future__ import annotations

import secrets
import time
import uuid
from dataclasses import dataclass

from bot.channels.database import Database

HOLDS = 30 * 24 * 3600.0  # seconds that a button works
WAITS = 24 * 3600.0  # seconds that a question waits for its person to open the private chat
SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (id TEXT PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, thread TEXT NOT NULL,
                                         person TEXT NOT NULL, at REAL NOT NULL, UNIQUE (channel, chat, thread, person));
CREATE TABLE IF NOT EXISTS button (id TEXT PRIMARY KEY, conversation TEXT NOT NULL, payload TEXT NOT NULL, title TEXT NOT NULL,
                                   at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS button_conversation ON button (conversation);
CREATE INDEX IF NOT EXISTS button_at ON button (at);
CREATE TABLE IF NOT EXISTS waiting (id TEXT PRIMARY KEY, channel TEXT NOT NULL, person TEXT NOT NULL, said TEXT NOT NULL,
                                    at REAL NOT NULL);
"""


@dataclass(frozen=True)
class Button:
    """A button that the bot offered: in which conversation, whose, and what it means."""

    conversation: str
    person: str
    payload: str
    title: str


class Records:
    """The records of one channel."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database, self._channel = database, channel

    def conversation(self, chat: str, person: str, thread: str = "") -> str:
        """The id of this person's conversation in this place; made at their first message. It says nothing of who they are."""
        with self._database.open() as db:
            db.execute("INSERT OR IGNORE INTO conversation VALUES (?, ?, ?, ?, ?, ?)",
                       (uuid.uuid4().hex, self._channel, chat, thread, person, time.time()))
            row = db.execute("SELECT id FROM conversation WHERE channel = ? AND chat = ? AND thread = ? AND person = ?",
                             (self._channel, chat, thread, person)).fetchone()
        return str(row[0])

    def conversations(self, chat: str | None = None, person: str | None = None, thread: str | None = None) -> list[str]:
        """The ids of every conversation of a person, in a chat, in a thread, or what of these is given."""
        asked = {"channel": self._channel, "chat": chat, "person": person, "thread": thread}
        given = {name: value for name, value in asked.items() if value is not None}
        where = " AND ".join(f"{name} = ?" for name in given)
        with self._database.open() as db:
            return [str(row[0]) for row in db.execute(f"SELECT id FROM conversation WHERE {where}", tuple(given.values()))]

    def move(self, chat: str, to: str) -> None:
        """A group got a new id: its conversations go along."""
        with self._database.open() as db:
            db.execute("UPDATE OR IGNORE conversation SET chat = ? WHERE channel = ? AND chat = ?", (to, self._channel, chat))

    def offer(self, conversation: str, payload: str, title: str) -> str:
        """Remember a button; its short id: 16 characters, which any platform takes and nobody guesses."""
        identity = secrets.token_urlsafe(12)
        with self._database.open() as db:
            db.execute("DELETE FROM button WHERE at < ?", (time.time() - HOLDS,))
            db.execute("INSERT INTO button VALUES (?, ?, ?, ?, ?)", (identity, conversation, payload, title, time.time()))
        return identity

    def pressed(self, identity: str) -> Button | None:
        """The button with this id that this channel offered, or None."""
        with self._database.open() as db:
            row = db.execute("SELECT c.id, c.person, b.payload, b.title FROM button b "
                             "JOIN conversation c ON c.id = b.conversation WHERE b.id = ? AND c.channel = ?",
                             (identity, self._channel)).fetchone()
        return Button(*row) if row else None

    def wait(self, person: str, said: str) -> str:
        """Keep a question until its person opens the private chat; its id, for the link. A newer one replaces it."""
        identity = secrets.token_urlsafe(12)
        with self._database.open() as db:
            db.execute("DELETE FROM waiting WHERE at < ? OR (channel = ? AND person = ?)",
                       (time.time() - WAITS, self._channel, person))
            db.execute("INSERT INTO waiting VALUES (?, ?, ?, ?, ?)", (identity, self._channel, person, said, time.time()))
        return identity

    def waited(self, identity: str, person: str) -> str | None:
        """The question that waited for this person under this id, once."""
        with self._database.open() as db:
            row = db.execute("SELECT said FROM waiting WHERE id = ? AND channel = ? AND person = ? AND at >= ?",
                             (identity, self._channel, person, time.time() - WAITS)).fetchone()
            if row:
                db.execute("DELETE FROM waiting WHERE id = ?", (identity,))
        return str(row[0]) if row else None

    def forget(self, conversation: str) -> None:
        """Delete a conversation's record with its buttons, and the question of its person that waits."""
        with self._database.open() as db:
            db.execute("DELETE FROM button WHERE conversation = ?", (conversation,))
            db.execute("DELETE FROM waiting WHERE (channel, person) IN (SELECT channel, person FROM conversation WHERE id = ?)",
                       (conversation,))
            db.execute("DELETE FROM conversation WHERE id = ?", (conversation,))
