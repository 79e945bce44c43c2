"""Codes that were used, so that none is used twice (`bot.channels.web.Codes`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Column, Engine, String, Table, delete, insert
from sqlalchemy.exc import IntegrityError

from bot.channels.web import CODE_LIFE
from complaints.columns import Moment
from complaints.database import metadata

used_code = Table(
    "used_code",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
)


def uses(engine: Engine, now: Callable[[], datetime]) -> Callable[[str], bool]:
    """A function that marks an id as used; false for one that was. Ids too old to count go."""

    def use(code: str) -> bool:
        at = now()
        try:
            with engine.begin() as connection:
                old = used_code.c.at < at - timedelta(seconds=2 * CODE_LIFE)
                connection.execute(delete(used_code).where(old))
                connection.execute(insert(used_code).values(id=code, at=at))
        except IntegrityError:
            return False
        return True

    return use
