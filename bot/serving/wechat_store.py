"""What the WeChat channel keeps: who talks to the account and what they may be sent, and the
account's access token. Lasting, and shared by processes; openids and tokens are encrypted."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Engine,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.channels.wechat.parts import WINDOWS, Progress, Window
from bot.channels.wechat.tokens import Token
from complaints import Cipher
from complaints.columns import Moment
from complaints.database import metadata, reading, writing

person = Table(
    "wechat_person",
    metadata,
    Column("conversation", String(64), primary_key=True),
    Column("openid", LargeBinary, nullable=False),
    Column("follows", Boolean, nullable=False),
    Column("message_at", Moment),
    Column("message_used", Integer, nullable=False),
    Column("touch_at", Moment),
    Column("touch_used", Integer, nullable=False),
    Column("upto", Integer, nullable=False),
    Column("given", Integer, nullable=False),
    Column("lease", Moment),
)
token = Table(
    "wechat_token",
    metadata,
    Column("app_id", String(40), primary_key=True),
    Column("payload", LargeBinary),
    Column("lease", Moment),
)

Now = Callable[[], datetime]


def open_window(now: datetime) -> ColumnElement[bool]:
    """Of a person: something may be pushed now."""
    return or_(*(_open(window, now) for window in WINDOWS))


def _open(window: Window, now: datetime) -> ColumnElement[bool]:
    most, seconds = WINDOWS[window]
    begin = now - timedelta(seconds=seconds)
    at, used = person.c[f"{window}_at"], person.c[f"{window}_used"]
    return and_(at > begin, used < most)


class People:
    """Implements `bot.channels.wechat.parts.People`."""

    def __init__(self, engine: Engine, cipher: Cipher, now: Now) -> None:
        self._engine, self._cipher, self._now = engine, cipher, now

    def seen(self, conversation: str, openid: str, window: Window) -> None:
        """The person did something that opens a window. Whoever writes follows the account."""
        opened = {f"{window}_at": self._now(), f"{window}_used": 0, "follows": True}
        if self._change(conversation, **opened):
            return
        used = {"message_used": 0, "touch_used": 0, "upto": 0, "given": 0}
        row = {"conversation": conversation, "openid": self._cipher.seal(openid), **used, **opened}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(person).values(row))
        except IntegrityError:  # two first messages at once
            self._change(conversation, **opened)

    def gone(self, conversation: str) -> None:
        """The person does not follow any more: nothing is pushed."""
        self._change(conversation, follows=False)

    def person(self, conversation: str) -> str | None:
        """The openid of somebody who follows."""
        row = self._row(conversation)
        return self._cipher.open(row.openid) if row and row.follows else None

    def left(self, conversation: str) -> int:
        """How many messages may be pushed now."""
        row, now = self._row(conversation), self._now()
        if row is None or not row.follows:
            return 0
        left = 0
        for window, (most, seconds) in WINDOWS.items():
            at, used = row._mapping[f"{window}_at"], row._mapping[f"{window}_used"]
            if at is not None and at > now - timedelta(seconds=seconds):
                left += max(0, most - used)
        return left

    def spend(self, conversation: str) -> None:
        """One was pushed: from the window that closes first, if it is open."""
        now = self._now()
        for window in ("touch", "message"):
            used = person.c[f"{window}_used"]
            where = and_(person.c.conversation == conversation, _open(window, now))
            with writing(self._engine) as connection:
                change = update(person).where(where).values({used.name: used + 1})
                if connection.execute(change).rowcount:
                    return

    def exhaust(self, conversation: str) -> None:
        """WeChat takes no more before the person writes again."""
        used = {f"{window}_used": most for window, (most, _) in WINDOWS.items()}
        self._change(conversation, **used)

    def progress(self, conversation: str) -> Progress:
        row = self._row(conversation)
        return Progress(row.upto, row.given) if row else Progress()

    def advance(self, conversation: str, progress: Progress) -> None:
        self._change(conversation, upto=progress.upto, given=progress.given)

    def lease(self, conversation: str, seconds: float) -> bool:
        """Be the only one who gives this person something, for so long; false when another is.

        Nobody else gives anything to somebody who has just been forgotten."""
        now = self._now()
        free = or_(person.c.lease.is_(None), person.c.lease <= now)
        where = and_(person.c.conversation == conversation, free)
        with writing(self._engine) as connection:
            change = update(person).where(where).values(lease=now + timedelta(seconds=seconds))
            if connection.execute(change).rowcount:
                return True
        return self._row(conversation) is None

    def release(self, conversation: str) -> None:
        self._change(conversation, lease=None)

    def forget(self, conversation: str) -> int:
        """Remove what is kept of a person; returns how many rows that were."""
        with writing(self._engine) as connection:
            where = person.c.conversation == conversation
            return int(connection.execute(delete(person).where(where)).rowcount)

    def expire(self, before: datetime) -> int:
        """Remove whoever was last heard of before a moment; returns how many that were."""
        quiet = [or_(at.is_(None), at < before) for at in (person.c.message_at, person.c.touch_at)]
        with writing(self._engine) as connection:
            return int(connection.execute(delete(person).where(*quiet)).rowcount)

    def export(self, conversation: str) -> list[dict[str, Any]]:
        """What is kept of a person, as JSON."""
        row = self._row(conversation)
        if row is None:
            return []
        at = row.message_at and row.message_at.isoformat()
        return [{"openid": self._cipher.open(row.openid), "follows": row.follows, "wrote": at}]

    def _row(self, conversation: str) -> Any:
        query = select(person).where(person.c.conversation == conversation)
        with reading(self._engine) as connection:
            return connection.execute(query).first()

    def _change(self, conversation: str, **values: Any) -> bool:
        where = person.c.conversation == conversation
        with writing(self._engine) as connection:
            return bool(connection.execute(update(person).where(where).values(values)).rowcount)


class TokenKeep:
    """Implements `bot.channels.wechat.tokens.Keep` for one account."""

    def __init__(self, engine: Engine, cipher: Cipher, app_id: str, now: Now) -> None:
        self._engine, self._cipher, self._app_id, self._now = engine, cipher, app_id, now
        self._mine = token.c.app_id == app_id

    def load(self) -> Token | None:
        with reading(self._engine) as connection:
            payload = connection.execute(select(token.c.payload).where(self._mine)).scalar()
        if payload is None:
            return None
        kept = json.loads(self._cipher.open(payload))
        begins, ends = (datetime.fromisoformat(kept[name]) for name in ("begins", "ends"))
        return Token(kept["text"], begins, ends)

    def save(self, found: Token) -> None:
        """Keep a token and end the lease."""
        kept = {"text": found.text, "begins": found.begins.isoformat()}
        payload = self._cipher.seal(json.dumps({**kept, "ends": found.ends.isoformat()}))
        with writing(self._engine) as connection:
            change = update(token).where(self._mine).values(payload=payload, lease=None)
            connection.execute(change)

    def release(self) -> None:
        """Leave the fetching to others."""
        with writing(self._engine) as connection:
            connection.execute(update(token).where(self._mine).values(lease=None))

    def lease(self, seconds: float) -> bool:
        """Be the one who fetches, for so long or until `save`; false when another one is."""
        now = self._now()
        until = now + timedelta(seconds=seconds)
        free = or_(token.c.lease.is_(None), token.c.lease <= now)
        with writing(self._engine) as connection:
            change = update(token).where(self._mine, free).values(lease=until)
            if connection.execute(change).rowcount:
                return True
            if connection.execute(select(token.c.app_id).where(self._mine)).first():
                return False
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(token).values(app_id=self._app_id, lease=until))
        except IntegrityError:  # another process was quicker
            return False
        return True
