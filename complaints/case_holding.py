"""Cases as one of the things that can be given out and forgotten (`complaints.retention`).

A forgotten case is a stub: number, kind, state and times, and the events without their words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update

from complaints.case_tables import case_events, cases
from complaints.cases import Cases
from complaints.database import reading, writing
from complaints.models import Kind
from complaints.retention import Holding
from complaints.states import CITIZEN, MOVES, State

_OPEN: tuple[State, ...] = tuple(start for start, ends in MOVES.items() if "withdrawn" in ends)
_DONE: tuple[State, ...] = ("settled", "ended", "rated", "closed", "withdrawn")


def cases_held(engine: Engine, cases: Cases, now: Callable[[], datetime]) -> Holding:
    """The holding of a case store."""
    store = _Held(engine, cases, now)
    return Holding("cases", store.forget, store.export, finish=store.finish, busy=store.busy)


class _Held:
    def __init__(self, engine: Engine, store: Cases, now: Callable[[], datetime]) -> None:
        self._engine, self._store, self._now = engine, store, now

    def forget(self, conversation: str) -> int:
        """Drafts are deleted. A case that is still open is withdrawn: nobody can go on with it."""
        mine = cases.c.conversation == conversation
        with writing(self._engine) as connection:
            drafts = connection.execute(delete(cases).where(mine, cases.c.state == "draft"))
            still_open = select(cases.c.id).where(mine, cases.c.state.in_(_OPEN))
            for number in connection.execute(still_open).scalars().all():
                connection.execute(
                    insert(case_events).values(
                        case_id=number, at=self._now(), who=CITIZEN, what="moved", state="withdrawn"
                    )
                )
                change = {"state": "withdrawn", "changed": self._now()}
                connection.execute(update(cases).where(cases.c.id == number).values(change))
            return int(drafts.rowcount) + _blank(connection, mine)

    def finish(self, before: datetime) -> int:
        with writing(self._engine) as connection:
            return _blank(connection, cases.c.state.in_(_DONE) & (cases.c.changed < before))

    def busy(self, conversations: set[str]) -> set[str]:
        query = select(cases.c.conversation).where(cases.c.state.in_(_OPEN)).distinct()
        with reading(self._engine) as connection:
            return conversations & set(connection.execute(query).scalars())

    def export(self, conversation: str) -> list[dict[str, Any]]:
        drafts = [
            {"state": "draft", "file": draft.to_dict()}
            for kind in get_args(Kind)
            if (draft := self._store.draft(conversation, kind))
        ]
        return drafts + [
            {
                "number": case.number,
                "state": case.state,
                "submitted_at": case.submitted_at.isoformat(),
                "file": case.file.to_dict(),
                "events": [{**asdict(event), "at": event.at.isoformat()} for event in case.events],
            }
            for case in self._store.of_conversation(conversation)
        ]


def _blank(connection: Connection, where: ColumnElement[bool]) -> int:
    """Take the person out of cases; how many had one."""
    chosen = where & cases.c.payload.is_not(None) & (cases.c.state != "draft")
    ids = select(cases.c.id).where(chosen)
    connection.execute(
        update(case_events).where(case_events.c.case_id.in_(ids)).values(detail=None)
    )
    count = connection.execute(select(func.count()).select_from(cases).where(chosen)).scalar_one()
    empty = {"payload": None, "conversation": "", "dispute": "", "key": None}
    connection.execute(update(cases).where(chosen).values(empty))
    return int(count)
