"""Where evidence is kept: rows in the database, sealed files in a folder.

A file is on disk before its row exists and goes after its row has gone for good, so a row never
lacks its file. What a crash leaves over is a file without a row, which `sweep` deletes.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from complaints.case_tables import cases
from complaints.columns import Moment
from complaints.database import metadata, once_written, reading, writing
from complaints.evidence.errors import Damaged, NotFound, Refused
from complaints.evidence.files import SealedFiles
from complaints.evidence.intake import Clean, inspect
from complaints.privacy import Cipher

evidence = Table(
    "evidence",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation", String(64), nullable=False, index=True),
    Column("case_number", String(32), index=True),
    Column("name", LargeBinary, nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("size", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    # A removed item keeps its row for the count of the day, its digests become null.
    Column("sent_sha256", String(64)),
    Column("sha256", String(64)),
    Column("taken_at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    UniqueConstraint("conversation", "sent_sha256"),
)

MOST_ITEMS = 9
"""Per matter: what lies in a conversation and belongs to no submitted case yet."""
MOST_A_DAY = 50
"""Uploads of a conversation within 24 hours, those removed again included."""
UNDER_WAY = timedelta(hours=1)
"""A file younger than this may belong to an upload whose row is not written yet."""

_KEPT, _REMOVED = "kept", "removed"


@dataclass(frozen=True)
class EvidenceItem:
    """One kept file. `size` and `sha256` are of what is kept, `sent_sha256` of what the person
    sent; `taken_at` is when we took it; `case` is the number of the case it was submitted with."""

    id: str
    conversation: str
    name: str
    media_type: str
    size: int
    sha256: str
    taken_at: datetime
    pages: int
    sent_sha256: str
    case: str | None


class EvidenceStore:
    """Takes, lists, opens and forgets evidence.

    `folder` is where the sealed files lie, `now` gives an aware datetime, `inspect` is what looks
    at an upload: the function of this package, or `Reader.inspect`, which does it in the worker.
    """

    def __init__(
        self,
        engine: Engine,
        cipher: Cipher,
        folder: Path,
        now: Callable[[], datetime],
        inspect: Callable[[str, bytes], Clean] = inspect,
    ) -> None:
        self._engine, self._cipher, self._now, self._inspect = engine, cipher, now, inspect
        self._files = SealedFiles(folder)

    def take(self, conversation: str, name: str, data: bytes) -> EvidenceItem:
        """Inspect and keep an upload; the same bytes again are the same item. Raises `Refused`:
        the codes of `intake.inspect`, too_many, too_many_today, no_space."""
        sent = hashlib.sha256(data).hexdigest()
        now = self._now().astimezone(UTC)
        with reading(self._engine) as connection:
            known = self._known(connection, conversation, sent)
            if known:
                return known
            self._check_room(connection, conversation, now)
        clean = self._inspect(name, data)
        item = EvidenceItem(
            secrets.token_hex(16), conversation, clean.name, clean.media_type, len(clean.data),
            hashlib.sha256(clean.data).hexdigest(), now, clean.pages, sent, None,
        )  # fmt: skip
        self._write(item, clean.data)
        try:
            with writing(self._engine) as connection:
                _lock(connection, conversation)
                known = self._known(connection, conversation, sent)
                if not known:
                    self._check_room(connection, conversation, now)
                    connection.execute(insert(evidence).values(**self._row(item)))
        except Refused:
            self._files.delete(item.id)
            raise
        if known:
            self._files.delete(item.id)
        return known or item

    def items(self, conversation: str) -> list[EvidenceItem]:
        """What a conversation has, in the order it came, submitted or not."""
        return self._select(evidence.c.conversation == conversation)

    def of_case(self, case: str) -> list[EvidenceItem]:
        """What was submitted with a case."""
        return self._select(evidence.c.case_number == case)

    def open(self, conversation: str, item: str) -> bytes:
        """The bytes of an item. Raises `NotFound` for an unknown id and for another
        conversation's; `Damaged`; `complaints.KeyMissing`."""
        found = self._select((evidence.c.conversation == conversation) & (evidence.c.id == item))
        if not found:
            raise NotFound
        return self._bytes(found[0])

    def attach(self, conversation: str, case: str) -> list[EvidenceItem]:
        """Everything that belongs to no case yet now belongs to `case`, and is kept with it."""
        loose = (evidence.c.conversation == conversation) & _loose()
        with writing(self._engine) as connection:
            connection.execute(update(evidence).where(loose).values(case_number=case))
        return self.of_case(case)

    def remove(self, conversation: str, item: str) -> None:
        """Delete an item that belongs to no case yet. Raises `NotFound`."""
        where = (evidence.c.conversation == conversation) & (evidence.c.id == item) & _loose()
        gone = {
            "state": _REMOVED, "name": b"", "size": 0, "pages": 0,
            "sha256": None, "sent_sha256": None,
        }  # fmt: skip
        with writing(self._engine) as connection:
            if not connection.execute(update(evidence).where(where).values(**gone)).rowcount:
                raise NotFound
        once_written(lambda: self._clear([item]))

    def forget(self, conversation: str) -> int:
        """Delete everything of a conversation, submitted or not; says how many files."""
        return self._forget(evidence.c.conversation == conversation)

    def forget_case(self, case: str) -> int:
        """Delete what was submitted with a case; says how many files."""
        return self._forget(evidence.c.case_number == case)

    def forget_finished(self) -> int:
        """Delete what was submitted with cases that are forgotten; says how many files."""
        forgotten = select(cases.c.number).where(cases.c.payload.is_(None))
        return self._forget(evidence.c.case_number.in_(forgotten))

    def expire(self, before: datetime) -> int:
        """Delete what was taken before a moment and belongs to no case; says how many files."""
        without_case = evidence.c.case_number.is_(None)
        return self._forget((evidence.c.taken_at < before) & without_case)

    def export(self, conversation: str) -> Iterator[tuple[EvidenceItem, bytes]]:
        """Every item with its bytes, one after the other. Raises what `open` raises."""
        for item in self.items(conversation):
            yield item, self._bytes(item)

    def sweep(self) -> int:
        """Delete files that no row knows, left by a crash or by a turn undone; says how many."""
        old = list(self._files.before(self._now() - UNDER_WAY))
        return self._delete_files(old)

    def _known(self, connection: Connection, conversation: str, sent: str) -> EvidenceItem | None:
        where = (evidence.c.conversation == conversation) & (evidence.c.sent_sha256 == sent)
        row = connection.execute(select(evidence).where(where)).one_or_none()
        return None if row is None else self._item(row)

    def _check_room(self, connection: Connection, conversation: str, now: datetime) -> None:
        mine = evidence.c.conversation == conversation
        count = select(func.count()).select_from(evidence)
        if connection.execute(count.where(mine & _loose())).scalar_one() >= MOST_ITEMS:
            raise Refused(
                "too_many", f"一件事最多传 {MOST_ITEMS} 份材料。可以先删掉不要紧的，再传新的。"
            )
        today = mine & (evidence.c.taken_at > now - timedelta(days=1))
        if connection.execute(count.where(today)).scalar_one() >= MOST_A_DAY:
            raise Refused("too_many_today", "今天传的材料太多了，请明天再传。")

    def _write(self, item: EvidenceItem, data: bytes) -> None:
        try:
            self._files.write(item.id, self._cipher.seal_bytes(data), item.taken_at)
        except OSError as error:
            raise Refused(
                "no_space", "系统暂时存不下新的材料，这份没有保存。请过一会儿再传。"
            ) from error

    def _bytes(self, item: EvidenceItem) -> bytes:
        sealed = self._files.read(item.id)
        data = self._cipher.open_bytes(sealed) if sealed else b""
        if hashlib.sha256(data).hexdigest() != item.sha256:
            raise Damaged(item.id)
        return data

    def _select(self, where: ColumnElement[bool]) -> list[EvidenceItem]:
        query = select(evidence).where(where & (evidence.c.state == _KEPT))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(evidence.c.taken_at, evidence.c.id)).all()
        return [self._item(row) for row in rows]

    def _forget(self, where: ColumnElement[bool]) -> int:
        with writing(self._engine) as connection:
            found = select(evidence.c.id, evidence.c.state).where(where)
            rows = connection.execute(found).all()
            connection.execute(delete(evidence).where(where))
        once_written(lambda: self._clear([row.id for row in rows]))
        return sum(row.state == _KEPT for row in rows)

    def _clear(self, items: Sequence[str]) -> None:
        """Delete the files of rows that are gone. What the disk refuses now, `sweep` tries again."""
        with suppress(OSError):
            self._delete_files(items)

    def _delete_files(self, items: Sequence[str]) -> int:
        """Delete those whose row is gone for everybody; how many."""
        gone = 0
        with self._engine.connect() as connection:
            for item in items:
                row = (evidence.c.id == item) & (evidence.c.state == _KEPT)
                if not connection.execute(select(evidence.c.id).where(row)).one_or_none():
                    self._files.delete(item)
                    gone += 1
        return gone

    def _row(self, item: EvidenceItem) -> dict[str, Any]:
        return {
            "id": item.id,
            "conversation": item.conversation,
            "name": self._cipher.seal(json.dumps(item.name)),
            "media_type": item.media_type,
            "size": item.size,
            "pages": item.pages,
            "sent_sha256": item.sent_sha256,
            "sha256": item.sha256,
            "taken_at": item.taken_at,
            "state": _KEPT,
        }

    def _item(self, row: Any) -> EvidenceItem:
        name = json.loads(self._cipher.open(row.name))
        return EvidenceItem(
            row.id, row.conversation, name, row.media_type, row.size, row.sha256,
            row.taken_at, row.pages, row.sent_sha256, row.case_number,
        )  # fmt: skip


def _loose() -> ColumnElement[bool]:
    return evidence.c.case_number.is_(None) & (evidence.c.state == _KEPT)


def _lock(connection: Connection, conversation: str) -> None:
    """Two uploads of one conversation at once are counted one after the other."""
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
        connection.execute(lock, {"name": f"evidence {conversation}"})
    else:
        # Any write takes SQLite's one lock; this one changes nothing.
        connection.execute(update(evidence).where(evidence.c.id == "").values(state=_KEPT))
