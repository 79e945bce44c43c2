"""Inbox, outbox and conversations in one database; payloads are encrypted.

A message is in the inbox before anything else happens to it. What a turn changes (conversation,
replies, the message's state) is written in one transaction (`complaints.database`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import (
    Column,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.channels.port import Incoming, Reply
from bot.serving.bell import Bell, HouseBell
from complaints import Cipher, migrations
from complaints.columns import Moment
from complaints.database import connect, metadata, once_written, reading, together, writing

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("key", String(140), nullable=False),
    Column("conversation", String(64), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("received", Moment, nullable=False),
    UniqueConstraint("channel", "key"),
    Index("inbox_state", "state", "id"),
    Index("inbox_conversation", "conversation", "id"),
    sqlite_autoincrement=True,
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("inbox_id", ForeignKey("inbox.id"), index=True),
    Column("who", String(8), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Index("outbox_conversation", "conversation", "id"),
    Index("outbox_due", "state", "conversation"),
    sqlite_autoincrement=True,
)
# Both count on when the newest was forgotten: whoever has read up to an id would miss it.
conversation = Table(
    "conversation",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("state", LargeBinary, nullable=False),
    Column("changed", Moment, nullable=False),
)
turn_events = Table(
    "turn_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation", String(64), nullable=False, index=True),
    Column("payload", LargeBinary, nullable=False),
)

WAITING, DONE, FAILED = "waiting", "done", "failed"
DUE, DELIVERED = "due", "delivered"
Who = Literal["bot", "staff", "system"]


def open_database(url: str) -> Engine:
    """An engine with all tables, of the newest version."""
    engine = connect(url)
    migrations.upgrade(engine)
    return engine


@dataclass(frozen=True)
class Kept:
    """A message in the inbox. `fresh` is false when it had been taken before."""

    id: int
    message: Incoming
    state: str
    fresh: bool


@dataclass(frozen=True)
class Posted:
    """One thing said to a person. `id` rises within a conversation."""

    id: int
    who: Who
    reply: Reply
    at: datetime


@dataclass(frozen=True)
class Said:
    """One thing said in a conversation by anybody; `who` is `person` or as in `Posted`."""

    who: str
    text: str
    at: datetime


class Answered(Exception):
    """Another process has answered the message meanwhile."""


class Mailbox:
    """Messages in and replies out. `bell` wakes those who wait for what is said."""

    def __init__(self, engine: Engine, cipher: Cipher, bell: Bell | None = None) -> None:
        self._engine, self._cipher = engine, cipher
        self.bell: Bell = bell or HouseBell()

    def keep(self, message: Incoming) -> Kept:
        """Write a message to the inbox; a key seen before gives back the message kept then."""
        try:
            with self._engine.begin() as connection:
                result = connection.execute(
                    insert(inbox).values(
                        channel=message.channel,
                        key=message.key,
                        conversation=message.conversation,
                        state=WAITING,
                        tries=0,
                        payload=self._cipher.seal(json.dumps(asdict(message))),
                        received=datetime.now(UTC),
                    )
                )
                number = result.inserted_primary_key
                assert number is not None
        except IntegrityError:
            where = (inbox.c.channel == message.channel) & (inbox.c.key == message.key)
            with self._engine.connect() as connection:
                return self._kept(connection.execute(select(inbox).where(where)).one())
        self.bell.ring(message.conversation)
        return Kept(int(number[0]), message, WAITING, True)

    def waiting(self) -> list[Kept]:
        """Messages whose turn never ended, in the order they came."""
        query = select(inbox).where(inbox.c.state == WAITING).order_by(inbox.c.id)
        with self._engine.connect() as connection:
            return [self._kept(row) for row in connection.execute(query)]

    def count_waiting(self) -> int:
        query = select(func.count()).where(inbox.c.state == WAITING)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def state(self, kept: Kept) -> str:
        with self._engine.connect() as connection:
            query = select(inbox.c.state).where(inbox.c.id == kept.id)
            return str(connection.execute(query).scalar_one())

    def try_again(self, kept: Kept) -> int:
        """Count a try of a message's turn and return the count."""
        where = inbox.c.id == kept.id
        with self._engine.begin() as connection:
            connection.execute(update(inbox).where(where).values(tries=inbox.c.tries + 1))
            return int(connection.execute(select(inbox.c.tries).where(where)).scalar_one())

    def finish(self, kept: Kept, replies: list[Reply], state: str = DONE) -> None:
        """Put the replies into the outbox and mark the message as answered. Raises `Answered` when
        it is already; one that has been forgotten meanwhile is answered all the same."""
        here = inbox.c.id == kept.id
        with together(self._engine), writing(self._engine) as connection:
            change = update(inbox).where(here, inbox.c.state == WAITING).values(state=state)
            done = connection.execute(change).rowcount
            if not done and connection.execute(select(inbox.c.id).where(here)).first():
                raise Answered
            for reply in replies:
                self.post(kept.message.conversation, reply, "bot", kept.id)

    def post(self, conversation: str, reply: Reply, who: Who, answers: int | None = None) -> None:
        """Say something to a person; `answers` is the inbox message it answers, if any."""
        payload = self._cipher.seal(json.dumps(asdict(reply), ensure_ascii=False))
        with writing(self._engine) as connection:
            connection.execute(
                insert(outbox).values(
                    conversation=conversation,
                    inbox_id=answers,
                    who=who,
                    payload=payload,
                    state=DUE,
                    at=datetime.now(UTC),
                )
            )
            once_written(lambda: self.bell.ring(conversation))

    def since(self, conversation: str, after: int = 0, limit: int = 100) -> list[Posted]:
        """What was said to a person after the row of that id, in order, by whomever."""
        query = (
            select(outbox)
            .where(outbox.c.conversation == conversation, outbox.c.id > after)
            .order_by(outbox.c.id)
            .limit(limit)
        )
        with reading(self._engine) as connection:
            return [
                Posted(row.id, row.who, self._reply(row.payload), row.at)
                for row in connection.execute(query)
            ]

    def delivered(self, conversation: str, last: int) -> None:
        """Everything up to the row of that id has reached the person."""
        where = (outbox.c.conversation == conversation) & (outbox.c.id <= last)
        with writing(self._engine) as connection:
            connection.execute(
                update(outbox).where(where, outbox.c.state == DUE).values(state=DELIVERED)
            )

    def history(self, conversation: str, limit: int | None = None) -> list[Said]:
        """What both sides said, oldest first; with `limit` the latest of it."""
        said = select(inbox).where(inbox.c.conversation == conversation)
        told = select(outbox).where(outbox.c.conversation == conversation)
        with reading(self._engine) as connection:
            asked = connection.execute(said.order_by(inbox.c.id.desc()).limit(limit)).all()
            answered = connection.execute(told.order_by(outbox.c.id.desc()).limit(limit)).all()
        lines = [Said("person", self._kept(row).message.text, row.received) for row in asked]
        lines += [Said(row.who, self._reply(row.payload).text, row.at) for row in answered]
        lines.sort(key=lambda line: line.at)
        return lines if limit is None else lines[-limit:]

    def forget(self, conversation: str) -> int:
        """Remove everything said in a conversation; returns how many messages came in."""
        with writing(self._engine) as connection:
            connection.execute(delete(outbox).where(outbox.c.conversation == conversation))
            where = inbox.c.conversation == conversation
            return connection.execute(delete(inbox).where(where)).rowcount

    def replies(self, kept: Kept) -> list[Reply]:
        """What a message was answered."""
        query = select(outbox.c.payload).where(outbox.c.inbox_id == kept.id).order_by(outbox.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).scalars().all()
        return [self._reply(row) for row in rows]

    def _reply(self, payload: bytes) -> Reply:
        return Reply(**json.loads(self._cipher.open(payload)))

    def _kept(self, row: Any) -> Kept:
        message = Incoming(**json.loads(self._cipher.open(row.payload)))
        return Kept(row.id, message, row.state, False)
