"""What is kept, for how long, and how it goes: export, being forgotten, the purge.

Every store that holds something of a conversation is a `Holding`; `Forget` knows them all and
nothing of what they hold. PIPL (个人信息保护法) articles 19, 45 and 47: kept no longer than
needed, given out and deleted on request.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from complaints.audit import Audit
from complaints.database import together
from complaints.privacy import Cipher
from complaints.states import CITIZEN, SYSTEM

KEEP_DAYS = 180
"""For so many days after the last change a finished case and a silent conversation are kept."""


@dataclass(frozen=True)
class Holding:
    """What one store holds of a conversation.

    `forget` deletes it and says how many things it was; it joins the transaction around.
    `export` gives it as JSON. `idle` names the conversations whose person was last heard of before
    a moment; only the store that knows this has it. `finish` deletes what is about things that
    ended before a moment whether or not their conversation goes on, and says how many they were.
    `busy` picks the conversations that must be kept because something of theirs is still open.
    Files outside the database do not come back when the transaction fails: their store stands last.
    """

    name: str
    forget: Callable[[str], int]
    export: Callable[[str], Any]
    idle: Callable[[datetime], Iterable[str]] = lambda before: ()
    finish: Callable[[datetime], int] = lambda before: 0
    busy: Callable[[set[str]], set[str]] = lambda conversations: set()


@dataclass(frozen=True)
class Ledger:
    """How many things of each holding are gone, and of how many conversations; `finished` counts
    those that went without their conversation."""

    removed: Mapping[str, int]
    conversations: int
    finished: int = 0


class Forget:
    """Export, deletion and purge over all holdings, in their order."""

    def __init__(
        self, engine: Engine, cipher: Cipher, audit: Audit, holdings: Sequence[Holding]
    ) -> None:
        self._engine, self._cipher, self._audit = engine, cipher, audit
        self._holdings = tuple(holdings)

    def forget(self, conversation: str, by: str = CITIZEN) -> Ledger:
        """Delete everything the conversation left; cases stay as stubs without a person.

        All or nothing, in the unit of work around if there is one. The audit row names the
        conversation by a digest only.
        """
        with together(self._engine):
            removed = self._forget(conversation)
            detail = json.dumps(removed)
            self._audit.record(by, "forget", self._cipher.digest(conversation), detail)
        return Ledger(removed, 1)

    def export(self, conversation: str, by: str = CITIZEN) -> dict[str, Any]:
        """All we hold of a conversation, by the names of the holdings, as JSON."""
        told = {held.name: held.export(conversation) for held in self._holdings}
        self._audit.record(by, "export", self._cipher.digest(conversation))
        return told

    def purge(self, now: datetime, days: int = KEEP_DAYS) -> Ledger:
        """Forget what has been finished or silent for `days`: the person's part of finished cases,
        and whole conversations of which nothing is open.

        A transaction a conversation, so that nobody waits long; run again after a crash it goes on.
        """
        before = now - timedelta(days=days)
        finished = sum(held.finish(before) for held in self._holdings)
        silent = {name for held in self._holdings for name in held.idle(before)}
        for held in self._holdings:
            silent -= held.busy(silent)
        removed = dict.fromkeys((held.name for held in self._holdings), 0)
        for conversation in sorted(silent):
            with together(self._engine):
                for name, count in self._forget(conversation).items():
                    removed[name] += count
        ledger = Ledger(removed, len(silent), finished)
        self._audit.record(SYSTEM, "purge", f"{days} days", json.dumps(asdict(ledger)))
        return ledger

    def _forget(self, conversation: str) -> dict[str, int]:
        return {held.name: held.forget(conversation) for held in self._holdings}
