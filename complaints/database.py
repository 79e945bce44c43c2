"""The one database of everything that must last: engine, tables' metadata, unit of work.

Every module of `complaints` and `bot.serving` that keeps something defines its tables on
`metadata`. What one turn changes (conversation, replies, case, queue) is written in one
transaction: `unit_of_work` opens it, `writing` and `together` join it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event

metadata = MetaData()


def connect(url: str) -> Engine:
    """An engine. SQLite runs in WAL mode, syncs every commit to disk and keeps foreign keys."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


class UnitOfWork:
    """The writes of one turn, in one transaction that begins with the first of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._afterwards: list[Callable[[], object]] = []

    def afterwards(self, act: Callable[[], object]) -> None:
        """Do something once everything is written; never, when nothing is."""
        self._afterwards.append(act)

    @property
    def connection(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.begin()
        return self._connection

    def finish(self, commit: bool) -> None:
        """Write everything, then do what was to be done afterwards; or write nothing."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with connection:
                (connection.commit if commit else connection.rollback)()
        acts, self._afterwards = self._afterwards, []
        for act in acts if commit else ():
            act()


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
def together(engine: Engine) -> Iterator[None]:
    """All writes inside happen together: with the unit of work around, or as one of their own."""
    with nullcontext() if _current.get() else unit_of_work(engine):
        yield


def once_written(act: Callable[[], object]) -> None:
    """Do something after the unit of work around has been written, or now when there is none."""
    unit = _current.get()
    if unit is not None:
        unit.afterwards(act)
    else:
        act()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The connection of the unit of work around, or a transaction of its own."""
    unit = _current.get()
    if unit is not None:
        yield unit.connection
    else:
        with engine.begin() as connection:
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees what the unit of work around has written so far."""
    unit = _current.get()
    if unit is not None and unit._connection is not None:
        yield unit._connection
    else:
        with engine.connect() as connection:
            yield connection
