"""What is to be delivered, kept until it has been."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Column, Engine, Integer, String, Table, delete, insert, select, update

from complaints.cases import Case, Cases
from complaints.columns import Moment
from complaints.database import metadata, reading, together, writing
from complaints.delivery.port import Delivery, DeliveryFailed, Receipt
from complaints.documents import Document
from complaints.states import SYSTEM

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""For so long a delivery belongs to the process that began it; after a crash another tries."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
"""How long to wait after the first, second … failure. The last pause is kept for ever: a
delivery is never given up, and each failure is an event of the case."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_at", Moment, nullable=False, index=True),
)


class Dispatch:
    """Sends submitted cases through one of the `channels`, by their names.

    `documents` makes the files of a case when it is sent, so that they say what the case says
    then; `now` gives an aware datetime.
    """

    def __init__(
        self,
        engine: Engine,
        cases: Cases,
        channels: Mapping[str, Delivery],
        documents: Callable[[Case], Sequence[Document]],
        now: Callable[[], datetime],
    ) -> None:
        self._engine, self._cases, self._channels = engine, cases, channels
        self._documents, self._now = documents, now

    def add(self, number: str, channel: str) -> None:
        """Keep a submitted case for delivery, in the transaction that submits it. Adding it twice
        sends it once. Raises `KeyError` for a channel that is not there."""
        now, _ = self._now(), self._channels[channel]
        with writing(self._engine) as connection:
            connection.execute(delete(deliveries).where(deliveries.c.number == number))
            connection.execute(
                insert(deliveries).values(number=number, channel=channel, tries=0, next_at=now)
            )

    def due(self, now: datetime) -> list[str]:
        """The numbers of the cases to be tried now, the longest due first."""
        query = (
            select(deliveries.c.number)
            .where(deliveries.c.next_at <= now)
            .order_by(deliveries.c.next_at, deliveries.c.number)
        )
        with reading(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def run(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Try everything that is due once, until `stopped`; how many were delivered. Safe in
        several processes."""
        due = self.due(self._now())
        return sum(self.send(number) for number in due if not stopped())

    def send(self, number: str) -> bool:
        """Try one delivery, outside any transaction. False when it failed, is not due, belongs to
        another process, or when the case was withdrawn meanwhile."""
        taken = self._take(number)
        if taken is None:
            return False
        channel, tries = taken
        case = self._cases.by_number(number)
        if case.state != "submitted":
            self._drop(number)
            return False
        try:
            way = self._channels[channel]
            documents = self._documents(case) if way.takes_documents else ()
            receipt = way.deliver(case, documents)
        except DeliveryFailed as error:
            self._failed(number, tries, str(error))
        except Exception as error:
            # A case whose documents cannot be made must not keep the others from being sent. The
            # words of an unknown error may hold anything and go to the masked log only.
            _log.exception("the delivery of %s failed", number)
            self._failed(number, tries, f"没有送出：{type(error).__name__}")
        else:
            self._delivered(number, receipt)
            return True
        return False

    def _delivered(self, number: str, receipt: Receipt) -> None:
        said = f"{receipt.channel} {receipt.reference}"
        with together(self._engine):
            self._drop(number)
            self._cases.note(number, SYSTEM, "delivered", said)
            if receipt.handed_over and self._cases.by_number(number).state == "submitted":
                self._cases.move(number, "with_staff", SYSTEM)

    def _take(self, number: str) -> tuple[str, int] | None:
        """Channel and tries so far of a due delivery, which is ours for the time of the lease."""
        now = self._now()
        statement = (
            update(deliveries)
            .where(deliveries.c.number == number, deliveries.c.next_at <= now)
            .values(next_at=now + LEASE)
            .returning(deliveries.c.channel, deliveries.c.tries)
        )
        with writing(self._engine) as connection:
            row = connection.execute(statement).one_or_none()
        return None if row is None else (row.channel, row.tries)

    def _failed(self, number: str, tries: int, why: str) -> None:
        pause = PAUSES[min(tries, len(PAUSES) - 1)]
        values = {"tries": tries + 1, "next_at": self._now() + pause}
        with together(self._engine):
            with writing(self._engine) as connection:
                connection.execute(
                    update(deliveries).where(deliveries.c.number == number).values(values)
                )
            self._cases.note(number, SYSTEM, "delivery_failed", why)

    def _drop(self, number: str) -> None:
        with writing(self._engine) as connection:
            connection.execute(delete(deliveries).where(deliveries.c.number == number))
