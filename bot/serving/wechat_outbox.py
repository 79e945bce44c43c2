"""The outbox as the WeChat channel reads it: what its people have not got yet."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, and_, func, or_, select

from bot.channels.port import Reply
from bot.channels.wechat.inbound import CHANNEL
from bot.channels.wechat.parts import Due
from bot.serving.storage import DUE, Mailbox, inbox, outbox
from bot.serving.wechat_store import open_window, person
from complaints import Cipher
from complaints.database import reading

_JOINED = outbox.outerjoin(inbox, outbox.c.inbox_id == inbox.c.id)
_OURS: ColumnElement[bool] = and_(
    outbox.c.state == DUE,
    # What was asked in a browser is answered there, in the same conversation.
    or_(outbox.c.inbox_id.is_(None), inbox.c.channel == CHANNEL),
)


class WeChatOutbox:
    """Implements `bot.channels.wechat.parts.Outbox`."""

    def __init__(
        self, engine: Engine, cipher: Cipher, mailbox: Mailbox, now: Callable[[], datetime]
    ) -> None:
        self._engine, self._cipher, self._mailbox, self._now = engine, cipher, mailbox, now

    def due(self, conversation: str) -> list[Due]:
        """What the person has not got, oldest first."""
        query = (
            select(outbox.c.id, outbox.c.who, outbox.c.payload, outbox.c.inbox_id)
            .select_from(_JOINED)
            .where(outbox.c.conversation == conversation, _OURS)
            .order_by(outbox.c.id)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return [Due(row.id, row.who, self._reply(row.payload), row.inbox_id) for row in rows]

    def latest(self, conversation: str) -> list[Reply]:
        """The assistant's last answer."""
        here = outbox.c.conversation == conversation
        newest = select(func.max(outbox.c.inbox_id)).where(here).scalar_subquery()
        query = select(outbox.c.payload).where(here, outbox.c.inbox_id == newest)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(outbox.c.id)).scalars().all()
        return [self._reply(payload) for payload in rows]

    def delivered(self, conversation: str, last: int) -> None:
        self._mailbox.delivered(conversation, last)

    def waiting(self, seconds: float) -> list[str]:
        """Conversations with something due that may be pushed now: what staff said, and answers
        older than so many seconds."""
        now = self._now()
        ripe = or_(outbox.c.who != "bot", outbox.c.at < now - timedelta(seconds=seconds))
        query = (
            select(outbox.c.conversation)
            .select_from(_JOINED)
            .join(person, person.c.conversation == outbox.c.conversation)
            .where(_OURS, ripe, person.c.follows, open_window(now))
            .distinct()
        )
        with reading(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def _reply(self, payload: bytes) -> Reply:
        return Reply(**json.loads(self._cipher.open(payload)))
