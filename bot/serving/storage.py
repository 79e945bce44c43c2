"""Inbox, outbox and conversations in one database; payloads are encrypted.

A message is in the inbox before anything else happens to it. What a turn changes (conversation,
replies, the message's state) is written in one transaction (`complaints.database`).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.channels.port import Incoming, Reply
from complaints import Cipher, migrations
from complaints.database import connect, metadata, writing

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
    Column("received", DateTime(timezone=True), nullable=False),
    UniqueConstraint("channel", "key"),
    Index("inbox_state", "state", "id"),
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("inbox_id", ForeignKey("inbox.id"), nullable=False, index=True),
    Column("payload", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
)
conversation = Table(
    "conversation",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("state", LargeBinary, nullable=False),
    Column("changed", DateTime(timezone=True), nullable=False),
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


class Mailbox:
    """Messages in and replies out."""

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine, self._cipher = engine, cipher

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
                return Kept(int(number[0]), message, WAITING, True)
        except IntegrityError:
            where = (inbox.c.channel == message.channel) & (inbox.c.key == message.key)
            with self._engine.connect() as connection:
                return self._kept(connection.execute(select(inbox).where(where)).one())

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
        """Put the replies into the outbox and mark the message as answered."""
        rows = [
            {
                "inbox_id": kept.id,
                "state": DUE,
                "payload": self._cipher.seal(json.dumps(asdict(reply), ensure_ascii=False)),
            }
            for reply in replies
        ]
        with writing(self._engine) as connection:
            if rows:
                connection.execute(insert(outbox), rows)
            connection.execute(update(inbox).where(inbox.c.id == kept.id).values(state=state))

    def replies(self, kept: Kept) -> list[Reply]:
        """What a message was answered."""
        query = select(outbox.c.payload).where(outbox.c.inbox_id == kept.id).order_by(outbox.c.id)
        with self._engine.connect() as connection:
            rows = connection.execute(query).scalars().all()
        return [Reply(**json.loads(self._cipher.open(row))) for row in rows]

    def _kept(self, row: Any) -> Kept:
        message = Incoming(**json.loads(self._cipher.open(row.payload)))
        return Kept(row.id, message, row.state, False)
