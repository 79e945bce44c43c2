"""How often somebody may guess: counted in the database, so that a restart forgives nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Column, Engine, Index, Integer, String, Table, delete, func, insert, select

from complaints.columns import Moment
from complaints.database import metadata, reading, writing
from complaints.privacy import Cipher

LIMIT = 5
WINDOW = timedelta(minutes=15)

tries = Table(
    "tries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("about", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index("tries_about", "about", "at"),
)


class TooManyTries(Exception):
    """The limit is reached; `wait` says how long until the next try."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__(f"试的次数太多了，请过{minutes}分钟再查。")


class Tries:
    """At most `LIMIT` failed tries within `WINDOW` about the same thing.

    What a try is about (an address, a case number) is kept as a keyed digest only.
    """

    def __init__(self, engine: Engine, cipher: Cipher, now: Callable[[], datetime]) -> None:
        self._engine, self._cipher, self._now = engine, cipher, now

    def begin(self, about: Sequence[str]) -> list[int]:
        """Count a try before it is made, so that many at once do not slip through.

        Gives what `forgive` takes back after a success. Raises `TooManyTries`; a refused try does
        not lengthen the wait.
        """
        now = self._now()
        digests = [self._cipher.digest(name) for name in about]
        with writing(self._engine) as connection:
            connection.execute(delete(tries).where(tries.c.at <= now - WINDOW))
            made = [
                connection.execute(
                    insert(tries).values(about=digest, at=now).returning(tries.c.id)
                ).scalar_one()
                for digest in digests
            ]
        wait = max(self._wait(digest, now) for digest in digests)
        if wait > timedelta(0):
            self.forgive(made)
            raise TooManyTries(wait)
        return made

    def forgive(self, made: Sequence[int]) -> None:
        with writing(self._engine) as connection:
            connection.execute(delete(tries).where(tries.c.id.in_(made)))

    def _wait(self, digest: str, now: datetime) -> timedelta:
        query = select(func.count(), func.min(tries.c.at)).where(
            tries.c.about == digest, tries.c.at > now - WINDOW
        )
        with reading(self._engine) as connection:
            count, first = connection.execute(query).one()
        return first + WINDOW - now if count > LIMIT else timedelta(0)
