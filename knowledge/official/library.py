"""Imported official texts, kept in a database of their own beside the built base.

The base is built again whenever content changes; the imported texts stay until they are imported
anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    insert,
    select,
)

from knowledge.official.text import OfficialText, plain_title

metadata = MetaData()
instrument = Table(
    "instrument",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("promulgated", Date),
    Column("in_force_from", Date),
    Column("superseded", Boolean, nullable=False),
    Column("source", Text, nullable=False),
)
article = Table(
    "article",
    metadata,
    Column("instrument", ForeignKey("instrument.id"), primary_key=True),
    Column("number", String(40), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("text", Text, nullable=False),
)


@dataclass(frozen=True)
class Verbatim:
    """One article as published. `name` is the instrument's plain title."""

    name: str
    article: str
    text: str
    superseded: bool


def store(texts: Iterable[OfficialText], path: Path) -> int:
    """Write texts into a new library file that takes the place of the old one; the number of
    articles. A reader of the old file never sees a half-written one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    engine = create_engine(f"sqlite:///{draft}")
    count = 0
    try:
        metadata.create_all(engine)
        with engine.begin() as connection:
            for key, text in enumerate(texts, 1):
                connection.execute(insert(instrument).values(_row(key, text)))
                rows = [
                    {"instrument": key, "number": number, "place": place, "text": "\n".join(lines)}
                    for place, (number, lines) in enumerate(text.articles.items())
                ]
                if rows:
                    connection.execute(insert(article), rows)
                count += len(rows)
        engine.dispose()
        draft.replace(path)
    finally:
        engine.dispose()
        draft.unlink(missing_ok=True)
    return count


def _row(key: int, text: OfficialText) -> dict[str, object]:
    return {
        "id": key,
        "name": text.name,
        "title": text.title,
        "promulgated": text.promulgated,
        "in_force_from": text.in_force_from,
        "superseded": text.superseded,
        "source": text.source,
    }


class Library:
    """Read access to imported texts; none are held where there is no file."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: dict[tuple[str, date | None], set[int]] = {}
        with engine.connect() as connection:
            rows = connection.execute(select(instrument)).mappings().all()
        for row in rows:
            for day in (row["promulgated"], row["in_force_from"]):
                self._held.setdefault((row["name"], day), set()).add(row["id"])

    @classmethod
    def open(cls, path: Path) -> Library | None:
        """The library in a file; None when nothing has been imported."""
        if not path.exists():
            return None
        return cls(create_engine(f"sqlite:///file:{path}?mode=ro&uri=true"))

    def text(self, title: str, days: Iterable[date], number: str) -> str | None:
        """The article of the version of that title that was promulgated, or came into force, on
        one of the days; None when that version is not held."""
        name = plain_title(title)
        held = sorted({key for day in days for key in self._held.get((name, day), ())})
        if not held:
            return None
        wanted = select(article.c.text).where(
            article.c.instrument.in_(held), article.c.number == number
        )
        with self._engine.connect() as connection:
            return connection.execute(wanted).scalars().first()

    def articles(self) -> list[Verbatim]:
        """Every article held, in the order of the instruments."""
        rows = select(
            instrument.c.name, article.c.number, article.c.text, instrument.c.superseded
        ).join_from(instrument, article)
        with self._engine.connect() as connection:
            found = connection.execute(rows.order_by(instrument.c.id, article.c.place))
            return [Verbatim(*row) for row in found]
