"""The audit: who did what when, in rows that can be added and never changed.

Each row's hash covers the row and the hash before it, and `audit_head` holds the latest hash and
the count, so that a changed, missing or cut-off row is found by `verify`. Triggers of the
migrations refuse UPDATE and DELETE. The update of the one row of `audit_head` is also what makes
writers wait for one another, on both databases; what else a transaction writes comes before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    func,
    insert,
    select,
    text,
    update,
)

from complaints.columns import Moment
from complaints.database import metadata, reading, writing
from complaints.privacy import Cipher

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", String(64), nullable=False),
    Column("act", String(40), nullable=False),
    Column("what", String(140), nullable=False),
    Column("detail", LargeBinary),
    Column("hash", String(64), nullable=False),
)
audit_head = Table(
    "audit_head",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)


@dataclass(frozen=True)
class AuditRow:
    """`who` did `act` to `what` (a case number, a staff id, a digest); never personal data."""

    id: int
    at: datetime
    who: str
    act: str
    what: str
    detail: str


class Audit:
    """`now` gives an aware datetime."""

    def __init__(self, engine: Engine, cipher: Cipher, now: Callable[[], datetime]) -> None:
        self._engine, self._cipher, self._now = engine, cipher, now

    def record(self, who: str, act: str, what: str, detail: str = "") -> int:
        """Add a row, in the transaction of the turn if there is one; its number, from 1 on."""
        values: dict[str, Any] = {
            "at": self._now(),
            "who": who,
            "act": act,
            "what": what,
            "detail": self._cipher.seal(detail) if detail else None,
        }
        with writing(self._engine) as connection:
            number, before = _next(connection)
            values |= {"id": number}
            values |= {"hash": _hash(before, values)}
            connection.execute(insert(audit).values(values))
            connection.execute(update(audit_head).values(hash=values["hash"]))
        return number

    def verify(self) -> int | None:
        """The number of the first row that is changed, missing or too many; None if all is well."""
        before, expected = "", 1
        with reading(self._engine) as connection:
            head = connection.execute(select(audit_head.c.last, audit_head.c.hash)).one_or_none()
            for row in connection.execute(select(audit).order_by(audit.c.id)):
                if row.id != expected or row.hash != _hash(before, row._asdict()):
                    return expected
                before, expected = row.hash, expected + 1
        return None if tuple(head or (0, "")) == (expected - 1, before) else expected

    def count(self) -> int:
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(audit)).scalar_one())

    def entries(self, after: int = 0, limit: int = 100) -> list[AuditRow]:
        """Rows behind row `after`, in order."""
        query = select(audit).where(audit.c.id > after).order_by(audit.c.id).limit(limit)
        with reading(self._engine) as connection:
            return [self._opened(row) for row in connection.execute(query)]

    def _opened(self, row: Row[Any]) -> AuditRow:
        detail = self._cipher.open(row.detail) if row.detail else ""
        return AuditRow(row.id, row.at, row.who, row.act, row.what, detail)


def _next(connection: Connection) -> tuple[int, str]:
    """The number of the next row and the hash of the last; others wait until this one is written."""
    connection.execute(
        text("INSERT INTO audit_head (one, last, hash) VALUES (1, 0, '') ON CONFLICT DO NOTHING")
    )
    statement = (
        update(audit_head)
        .values(last=audit_head.c.last + 1)
        .returning(audit_head.c.last, audit_head.c.hash)
    )
    row = connection.execute(statement).one()
    return row.last, row.hash


def _hash(before: str, row: dict[str, Any]) -> str:
    """The SHA-256 of a row behind a hash, in hexadecimal characters."""
    sealed = row["detail"]
    parts = [
        before, row["id"], row["at"].timestamp(), row["who"], row["act"], row["what"],
        None if sealed is None else bytes(sealed).decode("ascii"),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
