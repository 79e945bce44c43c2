"""A conversation as a client reads it: inbox and outbox as one row of entries, from any point on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from heapq import merge
from typing import Any

from sqlalchemy import Engine, Row, Select, func, select

from bot.channels.web.parts import Cursor, Ear, Entry
from bot.serving.bell import Bell
from bot.serving.storage import inbox, outbox
from complaints import Cipher
from complaints.database import reading

_TOLD = select(
    outbox.c.id, outbox.c.who, outbox.c.payload, outbox.c.at, inbox.c.key
).join_from(outbox, inbox, isouter=True)  # fmt: skip
_SAID = select(inbox.c.id, inbox.c.key, inbox.c.payload, inbox.c.received)


class Timeline:
    """Implements `bot.channels.web.Mailbox`."""

    def __init__(self, engine: Engine, cipher: Cipher, bell: Bell) -> None:
        self._engine, self._cipher, self._bell = engine, cipher, bell

    def after(self, conversation: str, cursor: Cursor, limit: int) -> list[Entry]:
        """What was said after what has been read, oldest first."""
        said = _SAID.where(inbox.c.conversation == conversation, inbox.c.id > cursor.person)
        told = _TOLD.where(outbox.c.conversation == conversation, outbox.c.id > cursor.others)
        both = (
            self._said(said.order_by(inbox.c.id).limit(limit)),
            self._told(told.order_by(outbox.c.id).limit(limit)),
        )
        return list(in_order(*both, cursor))[:limit]

    def newest(self, conversation: str, limit: int) -> list[Entry]:
        """The latest of what was said, oldest first."""
        said = _SAID.where(inbox.c.conversation == conversation)
        told = _TOLD.where(outbox.c.conversation == conversation)
        both = (
            self._said(said.order_by(inbox.c.id.desc()).limit(limit)),
            self._told(told.order_by(outbox.c.id.desc()).limit(limit)),
        )
        return list(in_order(both[0][::-1], both[1][::-1], Cursor()))[-limit:]

    def answers(self, conversation: str, key: str) -> list[Entry]:
        query = _TOLD.where(outbox.c.conversation == conversation, inbox.c.key == key)
        return list(in_order((), self._told(query.order_by(outbox.c.id)), Cursor()))

    def last(self, conversation: str) -> Cursor:
        """Where everything there is has been read."""
        said = select(func.max(inbox.c.id)).where(inbox.c.conversation == conversation)
        told = select(func.max(outbox.c.id)).where(outbox.c.conversation == conversation)
        with reading(self._engine) as connection:
            newest = [connection.execute(query).scalar_one() or 0 for query in (said, told)]
        return Cursor(*newest)

    def cards(self, conversation: str, upto: int, limit: int) -> list[dict[str, Any] | None]:
        """The structured forms of what was said to the person up to that id, newest first."""
        query = (
            select(outbox.c.payload)
            .where(outbox.c.conversation == conversation, outbox.c.id <= upto)
            .order_by(outbox.c.id.desc())
            .limit(limit)
        )
        with reading(self._engine) as connection:
            return [self._open(row.payload)["custom"] for row in connection.execute(query)]

    def listen(self, conversation: str) -> AbstractContextManager[Ear]:
        return self._bell.listen(conversation)

    def _said(self, query: Select[Any]) -> list[Entry]:
        return [self._message(row) for row in self._rows(query)]

    def _message(self, row: Row[Any]) -> Entry:
        kept = self._open(row.payload)
        upto = Cursor(person=row.id)
        turn = _turn(row.key)
        return Entry("person", kept["text"], row.received, upto, turn, details=kept["details"])

    def _told(self, query: Select[Any]) -> list[Entry]:
        entries = []
        for row in self._rows(query):
            reply, upto = self._open(row.payload), Cursor(others=row.id)
            turn = _turn(row.key) if row.key else None
            entries.append(
                Entry(row.who, reply["text"], row.at, upto, turn, row.id, reply["custom"])
            )
        return entries

    def _rows(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with reading(self._engine) as connection:
            return connection.execute(query).all()

    def _open(self, payload: bytes) -> dict[str, Any]:
        opened: dict[str, Any] = json.loads(self._cipher.open(payload))
        return opened


def in_order(said: Iterable[Entry], told: Iterable[Entry], begin: Cursor) -> Iterator[Entry]:
    """Both sides by time, each in its own order whatever the clock did, with how far whoever has
    read up to an entry has read."""
    person, others = begin.person, begin.others
    for entry in merge(said, told, key=lambda one: one.at):
        person, others = max(person, entry.upto.person), max(others, entry.upto.others)
        yield replace(entry, upto=Cursor(person, others))


def _turn(key: str) -> str:
    """What the client called the message: keys are `conversation/id`."""
    return key.rpartition("/")[2]
