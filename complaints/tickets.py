"""Tickets of the desk and what was said on them, as they are stored.

Summaries and words are sealed. One conversation has at most one open ticket, which the database
itself sees to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from complaints.columns import Moment
from complaints.database import metadata, reading, writing
from complaints.privacy import Cipher
from complaints.staff import staff_account

State = Literal["waiting", "claimed", "back", "closed"]
WAITING, CLAIMED, BACK, CLOSED = STATES = ("waiting", "claimed", "back", "closed")
OPEN = (WAITING, CLAIMED)

ticket = Table(
    "ticket",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("key", String(140), nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("summary", LargeBinary, nullable=False),
    Column("out_of_hours", Boolean, nullable=False),
    Column("staff_id", ForeignKey("staff_account.id"), index=True),
    Column("asked", Moment, nullable=False),
    Column("spoke", Moment),
    Column("ended", Moment),
    Column("outcome", String(20)),
    UniqueConstraint("conversation", "key"),
    CheckConstraint(f"state IN {STATES}", name="ticket_state"),
    CheckConstraint("state <> 'claimed' OR staff_id IS NOT NULL", name="ticket_has_holder"),
    Index("ticket_queue", "state", "id"),
)
Index(
    "ticket_open",
    ticket.c.conversation,
    unique=True,
    sqlite_where=ticket.c.state.in_(OPEN),
    postgresql_where=ticket.c.state.in_(OPEN),
)
ticket_line = Table(
    "ticket_line",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ticket_id", ForeignKey("ticket.id"), nullable=False, index=True),
    Column("key", String(64)),
    Column("who", String(8), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("ticket_id", "key"),
)


@dataclass(frozen=True)
class Ticket:
    """One hand-over. `holder`: the name of the member of staff who has or had it."""

    id: int
    conversation: str
    state: State
    reason: str
    summary: str
    out_of_hours: bool
    asked: datetime
    ended: datetime | None
    outcome: str | None
    holder: str | None

    @property
    def open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True)
class Line:
    """One thing said while a ticket was claimed; `who` is person, staff or system."""

    id: int
    who: str
    text: str
    at: datetime
    upload: dict[str, Any] | None = None


class DeskError(Exception):
    """What staff asked for cannot be done; the message says why."""


class NoTicket(DeskError):
    """There is none of that number."""

    def __init__(self) -> None:
        super().__init__("没有这张单。")


class Tickets:
    """Reading and writing tickets and their lines; what may be done when is the desk's."""

    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine, self._cipher = engine, cipher

    def get(self, number: int) -> Ticket:
        """Raises `NoTicket`."""
        found = self.first(ticket.c.id == number)
        if found is None:
            raise NoTicket
        return found

    def open(self, conversation: str) -> Ticket | None:
        """The ticket of the conversation that waits or is claimed."""
        return self.first((ticket.c.conversation == conversation) & ticket.c.state.in_(OPEN))

    def first(self, where: ColumnElement[bool]) -> Ticket | None:
        return next(iter(self.all(where, 1)), None)

    def all(self, where: ColumnElement[bool], limit: int | None = None) -> list[Ticket]:
        with reading(self._engine) as connection:
            rows = connection.execute(_TICKET.where(where).order_by(ticket.c.id).limit(limit)).all()
        return [
            Ticket(**{**row._mapping, "summary": self._cipher.open(row.summary)}) for row in rows
        ]

    def add(self, summary: str, **values: Any) -> bool:
        """Insert a ticket that waits; False when the key is known or another ticket is open."""
        sealed = self._cipher.seal(summary)
        return self._insert(ticket, {**values, "state": WAITING, "summary": sealed})

    def sum_up(self, number: int, summary: str) -> None:
        """Replace the summary."""
        sealed = self._cipher.seal(summary)
        with writing(self._engine) as connection:
            where = ticket.c.id == number
            connection.execute(update(ticket).where(where).values(summary=sealed))

    def add_line(
        self,
        number: int,
        who: str,
        text: str,
        at: datetime,
        key: str | None = None,
        upload: dict[str, Any] | None = None,
    ) -> bool:
        """Append to what was said; False when the key has been said before."""
        payload = json.dumps({"text": text, "upload": upload}, ensure_ascii=False)
        sealed = self._cipher.seal(payload)
        values = {"ticket_id": number, "key": key, "who": who, "payload": sealed, "at": at}
        return self._insert(ticket_line, values)

    def lines(self, number: int, after: int = 0) -> list[Line]:
        """What was said, from the beginning or after the line of that id."""
        query = (
            select(ticket_line)
            .where(ticket_line.c.ticket_id == number, ticket_line.c.id > after)
            .order_by(ticket_line.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return [
            Line(row.id, row.who, said["text"], row.at, said["upload"])
            for row in rows
            for said in [json.loads(self._cipher.open(row.payload))]
        ]

    def forget(self, conversation: str) -> int:
        """Remove the conversation's tickets and what was said on them; returns how many."""
        where = ticket.c.conversation == conversation
        mine = select(ticket.c.id).where(where)
        with writing(self._engine) as connection:
            connection.execute(delete(ticket_line).where(ticket_line.c.ticket_id.in_(mine)))
            return connection.execute(delete(ticket).where(where)).rowcount

    def _insert(self, table: Table, values: dict[str, Any]) -> bool:
        with writing(self._engine) as connection:
            postgres = connection.dialect.name == "postgresql"
            insert = (postgresql.insert if postgres else sqlite.insert)(table)
            added = insert.values(values).on_conflict_do_nothing().returning(table.c.id)
            return connection.execute(added).first() is not None


_TICKET = select(
    ticket.c.id,
    ticket.c.conversation,
    ticket.c.state,
    ticket.c.reason,
    ticket.c.summary,
    ticket.c.out_of_hours,
    ticket.c.asked,
    ticket.c.ended,
    ticket.c.outcome,
    staff_account.c.name.label("holder"),
).join_from(ticket, staff_account, isouter=True)
