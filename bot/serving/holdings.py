"""What the server holds of a conversation, for export, forgetting and the purge."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, func, select

from bot.serving.storage import WAITING, conversation, inbox, outbox, turn_events
from bot.serving.wechat_store import People
from complaints import Cipher
from complaints.case_holding import cases_held
from complaints.cases import Cases
from complaints.database import reading, writing
from complaints.desk import Desk
from complaints.evidence import EvidenceStore
from complaints.ratings import Ratings
from complaints.retention import Holding


def all_held(
    engine: Engine,
    cipher: Cipher,
    now: Callable[[], datetime],
    evidence: EvidenceStore,
    desk: Desk,
) -> list[Holding]:
    """Everything this installation holds of people; files outside the database stand last."""
    ratings = Ratings(engine, cipher, now)
    people = People(engine, cipher, now)
    return [
        cases_held(engine, Cases(engine, cipher, now), now),
        messages_held(engine, cipher),
        Holding("tickets", desk.forget, desk.export),
        Holding("ratings", ratings.forget, ratings.export),
        Holding("wechat", people.forget, people.export, finish=people.expire),
        # Files go with their case or, submitted with none, after the same time.
        Holding(
            "evidence",
            evidence.forget,
            lambda name: evidence_told(evidence, name),
            finish=lambda before: evidence.forget_finished() + evidence.expire(before),
        ),
    ]


def evidence_told(store: EvidenceStore, conversation: str) -> list[dict[str, Any]]:
    """What was sent, without the files, which a pack of everything holds beside this."""
    return [
        {
            "name": item.name,
            "media_type": item.media_type,
            "size": item.size,
            "sha256": item.sha256,
            "at": item.taken_at.isoformat(),
            "case": item.case,
        }
        for item in store.items(conversation)
    ]


def messages_held(engine: Engine, cipher: Cipher) -> Holding:
    """Messages, replies and the dialogue's memory of a conversation.

    A message whose turn is under way stays: the turn ends by answering it. That turn also saves
    the dialogue again, so the action that forgets must restart it.
    """
    held = _Messages(engine, cipher)
    return Holding("messages", held.forget, held.export, held.idle)


class _Messages:
    def __init__(self, engine: Engine, cipher: Cipher) -> None:
        self._engine, self._cipher = engine, cipher

    def forget(self, name: str) -> int:
        done = select(inbox.c.id).where(inbox.c.conversation == name, inbox.c.state != WAITING)
        # What staff said answers no message.
        said = outbox.c.inbox_id.in_(done) | outbox.c.inbox_id.is_(None)
        with writing(self._engine) as connection:
            connection.execute(delete(outbox).where(outbox.c.conversation == name, said))
            gone = connection.execute(delete(inbox).where(inbox.c.id.in_(done))).rowcount
            connection.execute(delete(turn_events).where(turn_events.c.conversation == name))
            connection.execute(delete(conversation).where(conversation.c.id == name))
        return int(gone)

    def export(self, name: str) -> list[dict[str, Any]]:
        """What was said and answered, in order."""
        said = select(inbox.c.id, inbox.c.payload, inbox.c.received).where(
            inbox.c.conversation == name
        )
        answered = (
            select(outbox.c.inbox_id, outbox.c.payload)
            .join(inbox, inbox.c.id == outbox.c.inbox_id)
            .where(inbox.c.conversation == name)
            .order_by(outbox.c.id)
        )
        with reading(self._engine) as connection:
            replies: dict[int, list[str]] = {}
            for row in connection.execute(answered):
                replies.setdefault(row.inbox_id, []).append(self._text(row.payload))
            return [
                {
                    "at": row.received.isoformat(),
                    "said": self._text(row.payload),
                    "answered": replies.get(row.id, []),
                }
                for row in connection.execute(said.order_by(inbox.c.id))
            ]

    def idle(self, before: datetime) -> list[str]:
        latest = func.max(inbox.c.received) < before
        query = select(inbox.c.conversation).group_by(inbox.c.conversation).having(latest)
        with reading(self._engine) as connection:
            return list(connection.execute(query).scalars())

    def _text(self, payload: bytes) -> str:
        return str(json.loads(self._cipher.open(payload))["text"])
