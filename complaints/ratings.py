"""What people say of the help they got: stars and a sentence, sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Engine,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    insert,
    select,
)

from complaints.columns import Moment
from complaints.database import metadata, reading, writing
from complaints.privacy import Cipher

rating = Table(
    "rating",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation", String(64), nullable=False, index=True),
    Column("key", String(140), nullable=False),
    Column("stars", Integer, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("conversation", "key"),
)
MAX_WORDS = 600


class Ratings:
    """All ratings. `now` gives an aware datetime."""

    def __init__(self, engine: Engine, cipher: Cipher, now: Callable[[], datetime]) -> None:
        self._engine, self._cipher, self._now = engine, cipher, now

    def give(self, conversation: str, key: str, stars: int, words: str) -> None:
        """Keep a rating of 1 to 5; the same `key` is the same rating. Raises `ValueError`."""
        if not 1 <= stars <= 5:
            raise ValueError("评分要在一到五之间。")
        with writing(self._engine) as connection:
            known = (rating.c.conversation == conversation) & (rating.c.key == key)
            if connection.execute(select(rating.c.id).where(known)).first():
                return
            connection.execute(
                insert(rating).values(
                    conversation=conversation,
                    key=key,
                    stars=stars,
                    words=self._cipher.seal(words[:MAX_WORDS]),
                    at=self._now(),
                )
            )

    def export(self, conversation: str) -> list[dict[str, Any]]:
        """The ratings of a conversation, as JSON."""
        query = select(rating).where(rating.c.conversation == conversation).order_by(rating.c.id)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return [
            {"stars": row.stars, "words": self._cipher.open(row.words), "at": row.at.isoformat()}
            for row in rows
        ]

    def forget(self, conversation: str) -> int:
        """Delete the ratings of a conversation; returns how many there were."""
        with writing(self._engine) as connection:
            where = rating.c.conversation == conversation
            return int(connection.execute(delete(rating).where(where)).rowcount)
