"""What the channels remember: whose conversation is where, which buttons were offered, which question waits."""

from __future__ import annotations

import secrets
import time
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from bot.channels.database import Database

HOLDS = 30 * 24 * 3600.0  # seconds that a button works
WAITS = 24 * 3600.0  # seconds that a question waits for its person to open the private chat
TABLES = sa.MetaData()
MOMENT = sa.Float(53)  # seconds since 1970, in eight bytes
PLACE = ("channel", "chat", "thread", "person")
sa.Table("conversation", TABLES, sa.Column("id", sa.Text, primary_key=True),
         *(sa.Column(name, sa.Text, nullable=False) for name in PLACE), sa.Column("at", MOMENT, nullable=False),
         sa.UniqueConstraint(*PLACE))
sa.Table("button", TABLES, sa.Column("id", sa.Text, primary_key=True),
         sa.Column("conversation", sa.Text, nullable=False, index=True), sa.Column("payload", sa.Text, nullable=False),
         sa.Column("title", sa.Text, nullable=False), sa.Column("at", MOMENT, nullable=False, index=True))
sa.Table("waiting", TABLES, sa.Column("id", sa.Text, primary_key=True),
         *(sa.Column(name, sa.Text, nullable=False) for name in ("channel", "person", "said")),
         sa.Column("at", MOMENT, nullable=False))


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
        place = {"channel": self._channel, "chat": chat, "thread": thread, "person": person}
        with self._database.open() as db:
            db.execute(sa.text("INSERT INTO conversation (id, channel, chat, thread, person, at) VALUES "
                               "(:id, :channel, :chat, :thread, :person, :at) ON CONFLICT DO NOTHING"),
                       place | {"id": uuid.uuid4().hex, "at": time.time()})
            return str(db.execute(sa.text("SELECT id FROM conversation WHERE channel = :channel AND chat = :chat "
                                          "AND thread = :thread AND person = :person"), place).scalar())

    def conversations(self, chat: str | None = None, person: str | None = None, thread: str | None = None) -> list[str]:
        """The ids of every conversation of a person, in a chat, in a thread, or what of these is given."""
        asked = {"channel": self._channel, "chat": chat, "person": person, "thread": thread}
        given = {name: value for name, value in asked.items() if value is not None}
        where = " AND ".join(f"{name} = :{name}" for name in given)
        with self._database.open() as db:
            return [str(row[0]) for row in db.execute(sa.text(f"SELECT id FROM conversation WHERE {where}"), given)]

    def move(self, chat: str, to: str) -> None:
        """A group got a new id: its conversations go along, except where a person has one there already."""
        there = ("SELECT 1 FROM conversation AS there WHERE there.channel = conversation.channel AND there.chat = :to "
                 "AND there.thread = conversation.thread AND there.person = conversation.person")
        with self._database.open() as db:
            db.execute(sa.text("UPDATE conversation SET chat = :to WHERE channel = :channel AND chat = :chat "
                               f"AND NOT EXISTS ({there})"), {"to": to, "channel": self._channel, "chat": chat})

    def offer(self, conversation: str, payload: str, title: str) -> str:
        """Remember a button; its short id: 16 characters, which any platform takes and nobody guesses."""
        identity = secrets.token_urlsafe(12)
        with self._database.open() as db:
            db.execute(sa.text("DELETE FROM button WHERE at < :oldest"), {"oldest": time.time() - HOLDS})
            db.execute(sa.text("INSERT INTO button (id, conversation, payload, title, at) "
                               "VALUES (:id, :conversation, :payload, :title, :at)"),
                       {"id": identity, "conversation": conversation, "payload": payload, "title": title, "at": time.time()})
        return identity

    def pressed(self, identity: str) -> Button | None:
        """The button with this id that this channel offered, or None."""
        with self._database.open() as db:
            row = db.execute(sa.text("SELECT c.id, c.person, b.payload, b.title FROM button b JOIN conversation c "
                                     "ON c.id = b.conversation WHERE b.id = :id AND c.channel = :channel"),
                             {"id": identity, "channel": self._channel}).first()
        return Button(*row) if row else None

    def wait(self, person: str, said: str) -> str:
        """Keep a question until its person opens the private chat; its id, for the link. A newer one replaces it."""
        identity, now = secrets.token_urlsafe(12), time.time()
        values = {"id": identity, "channel": self._channel, "person": person, "said": said, "at": now, "oldest": now - WAITS}
        with self._database.open() as db:
            db.execute(sa.text("DELETE FROM waiting WHERE at < :oldest OR (channel = :channel AND person = :person)"), values)
            db.execute(sa.text("INSERT INTO waiting (id, channel, person, said, at) "
                               "VALUES (:id, :channel, :person, :said, :at)"), values)
        return identity

    def waited(self, identity: str, person: str) -> str | None:
        """The question that waited for this person under this id, once."""
        asked = {"id": identity, "channel": self._channel, "person": person, "oldest": time.time() - WAITS}
        with self._database.open() as db:
            said = db.execute(sa.text("SELECT said FROM waiting WHERE id = :id AND channel = :channel AND person = :person "
                                      "AND at >= :oldest"), asked).scalar()
            taken = said is not None and db.execute(sa.text("DELETE FROM waiting WHERE id = :id"), asked).rowcount
        return str(said) if taken else None

    def forget(self, conversation: str) -> None:
        """Delete a conversation's record with its buttons, and the question of its person that waits."""
        with self._database.open() as db:
            for statement in ("DELETE FROM button WHERE conversation = :id",
                              "DELETE FROM waiting WHERE (channel, person) IN "
                              "(SELECT channel, person FROM conversation WHERE id = :id)",
                              "DELETE FROM conversation WHERE id = :id"):
                db.execute(sa.text(statement), {"id": conversation})
        self._database.wipe()
