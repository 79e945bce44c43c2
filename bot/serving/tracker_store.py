"""Rasa's conversations in our database: a turn loads and saves only what a turn needs.

The row of a conversation holds its slots and latest events; everything older is kept in `turn_events`, appended and not read in a turn, so that the thousandth message costs what
the tenth did. Errors are raised: there is no falling back to memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    Event,
    Restarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import Engine, delete, insert, select, update

from bot.serving.storage import conversation, turn_events
from complaints import Cipher
from complaints.database import writing

TURNS_LOADED = 5
"""Turns a dialogue policy may look back on; what is older is history."""


class ConversationStore(TrackerStore):
    """A Rasa tracker store on SQLAlchemy 2, encrypted, in the unit of work of the turn."""

    def __init__(self, domain: Domain | None, engine: Engine, cipher: Cipher) -> None:
        super().__init__(domain)
        self._engine, self._cipher = engine, cipher

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as the next turn needs it, or None when there is none."""
        query = select(conversation.c.state).where(conversation.c.id == sender_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).scalar_one_or_none()
        if row is None:
            return None
        kept = json.loads(self._cipher.open(row))
        tracker = DialogueStateTracker.from_dict(sender_id, kept, self.domain.slots)
        _mark(tracker)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the slots and latest events, and append the new events to the history. What came
        before a restart is not written again: a person who asks to be forgotten is."""
        events = list(tracker.events)
        begin = _restarted(events)
        fresh = events[max(begin, getattr(tracker, "events_loaded", 0)) :]
        events = events[begin:]
        recent = [_record(e) for e in _latest_turns(events, tracker)]
        values = {
            "state": self._cipher.seal(json.dumps(recent, ensure_ascii=False)),
            "changed": datetime.now(UTC),
        }
        history = json.dumps([_record(e) for e in fresh], ensure_ascii=False)
        where = conversation.c.id == tracker.sender_id
        with writing(self._engine) as connection:
            if not connection.execute(update(conversation).where(where).values(values)).rowcount:
                connection.execute(insert(conversation).values(id=tracker.sender_id, **values))
            connection.execute(
                insert(turn_events).values(
                    conversation=tracker.sender_id, payload=self._cipher.seal(history)
                )
            )
        _mark(tracker)

    async def delete(self, sender_id: str) -> None:
        """Remove a conversation and its history."""
        with writing(self._engine) as connection:
            connection.execute(delete(turn_events).where(turn_events.c.conversation == sender_id))
            connection.execute(delete(conversation).where(conversation.c.id == sender_id))

    async def keys(self) -> Iterable[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(select(conversation.c.id)).scalars())

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The conversation with all its events, for history and export, not for a turn."""
        query = (
            select(turn_events.c.payload)
            .where(turn_events.c.conversation == conversation_id)
            .order_by(turn_events.c.id)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).scalars().all()
        events: list[dict[str, Any]] = [
            e for row in rows for e in json.loads(self._cipher.open(row))
        ]
        if not events:
            return None
        return DialogueStateTracker.from_dict(conversation_id, events, self.domain.slots)


def _mark(tracker: DialogueStateTracker) -> None:
    tracker.events_loaded = len(tracker.events)


def _restarted(events: list[Event]) -> int:
    """Where the events after the last restart begin; 0 without one."""
    return next(
        (n + 1 for n in reversed(range(len(events))) if isinstance(events[n], Restarted)), 0
    )


def _record(event: Event) -> dict[str, Any]:
    """An event as JSON. What was shown besides the text is in the outbox and not kept twice."""
    record: dict[str, Any] = event.as_dict()
    return {**record, "data": {}} if isinstance(event, BotUttered) else record


def _latest_turns(events: list[Event], tracker: DialogueStateTracker) -> list[Event]:
    """The events of the last turns, from a point where the assistant was listening, and before
    them the slots as they stood then, so that Rasa may replay the events at any time."""
    said = [n for n, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(said) <= TURNS_LOADED:
        return events
    start = said[-TURNS_LOADED]
    while start and not _listens(events[start - 1]):
        start -= 1
    recent = events[max(0, start - 1) :]
    set_later = {event.key for event in recent if isinstance(event, SlotSet)}
    held = [
        SlotSet(name, slot.value, events[0].timestamp)
        for name, slot in tracker.slots.items()
        if name not in set_later and slot.value != slot.initial_value
    ]
    return [*held, *recent]


def _listens(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == "action_listen"
