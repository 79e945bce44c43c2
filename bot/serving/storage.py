"""Inbox, outbox and conversations in one database; payloads are encrypted.

A message is in the inbox before anything else happens to it. What a turn changes (conversation,
replies, the message's state) is written in one transaction by `UnitOfWork`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.channels.port import Incoming, Reply
from complaints import Cipher

metadata = MetaData()
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
    """An engine with all tables. SQLite runs in WAL mode and syncs every commit to disk."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    metadata.create_all(engine)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


@dataclass(frozen=True)
class Kept:
    """A message in the inbox. `fresh` is false when it had been taken before."""

    id: int
    message: Incoming
    state: str
    fresh: bool


class UnitOfWork:
    """The writes of one turn, in one transaction that begins with the first of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    @property
    def connection(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.begin()
        return self._connection

    def finish(self, commit: bool) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with connection:
                (connection.commit if commit else connection.rollback)()


_current: ContextVar[UnitOfWork | None] = ContextVar("unit_of_work", default=None)


@contextmanager
def unit_of_work(engine: Engine) -> Iterator[UnitOfWork]:
    """All writes inside happen together at the end, or, after an exception, not at all."""
    unit = UnitOfWork(engine)
    token = _current.set(unit)
    try:
        yield unit
    except BaseException:
        unit.finish(commit=False)
        raise
    else:
        unit.finish(commit=True)
    finally:
        _current.reset(token)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The connection of the unit of work around, or a transaction of its own."""
    unit = _current.get()
    if unit is not None:
        yield unit.connection
    else:
        with engine.begin() as connection:
            yield connection


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
