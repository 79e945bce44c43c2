"""One message from door to replies: kept first, answered in order, written all at once.

While a member of staff has the conversation, the message goes to them and the assistant is silent.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol

from sqlalchemy import Engine

from bot.channels.port import Incoming, Reply
from bot.serving import metrics
from bot.serving.storage import DONE, FAILED, WAITING, Answered, Kept, Mailbox
from complaints.database import unit_of_work

logger = logging.getLogger(__name__)

TRIES = 3
"""A message that ends the process each time it is tried is given up after so many tries."""


class Answers(Protocol):
    """The assistant as a turn sees it."""

    async def answer(self, message: Incoming) -> list[Reply]:
        """Reply to one message; raises whatever goes wrong."""
        ...


class Desk(Protocol):
    """Who may have taken over a conversation, as a turn sees it (`complaints.desk.Desk`)."""

    def holds(self, conversation: str) -> bool:
        """Whether somebody has it, at this instant."""
        ...

    def settle(self, conversation: str) -> bool:
        """Whether somebody has it, until the transaction around ends."""
        ...

    def hear(self, conversation: str, text: str, upload: dict[str, Any] | None) -> bool:
        """Take the words, if somebody has it."""
        ...

    def withdraw(self, conversation: str) -> object:
        """The person no longer wants them."""
        ...


LEAVE = {"fact": "human", "value": "leave"}
"""The button by which a person leaves the member of staff who has the conversation."""


class Claimed(Exception):
    """Somebody took the conversation over while the assistant was answering."""


class Turns:
    """Implements `bot.channels.port.Conversations`.

    A message is in the inbox before its turn begins. In one conversation turns run one at a time,
    in the order the messages came. Conversation, replies and the message's state are written in
    one transaction; a turn cut off in the middle leaves nothing and runs again after a restart. Of
    two processes that run the same turn, the first to end it is the one that counts.
    """

    def __init__(
        self,
        engine: Engine,
        mailbox: Mailbox,
        assistant: Answers,
        apology: Callable[[], Reply],
        seconds: float,
        desk: Desk | None = None,
    ) -> None:
        self._engine, self._mailbox, self._assistant = engine, mailbox, assistant
        self._apology, self._seconds, self._desk = apology, seconds, desk
        self._queues: dict[str, asyncio.Lock] = {}
        self._waiting: dict[str, int] = {}

    async def take(self, message: Incoming) -> list[Reply]:
        """Keep the message, run its turn and return the replies. Safe to call again for one key."""
        kept = self._mailbox.keep(message)
        # The turn goes on even when the person hangs up: the message was accepted.
        return await asyncio.shield(self._run(kept))

    def resume(self) -> list[asyncio.Task[list[Reply]]]:
        """Start the turns that an earlier process did not end, before any new message."""
        return [asyncio.create_task(self._run(kept)) for kept in self._mailbox.waiting()]

    async def _run(self, kept: Kept) -> list[Reply]:
        async with self._turn_of(kept.message.conversation):
            if kept.state == WAITING and self._mailbox.state(kept) == WAITING:
                await self._answer(kept)
            return self._mailbox.replies(kept)

    async def _answer(self, kept: Kept) -> None:
        started = time.perf_counter()
        outcome = DONE
        if not kept.fresh and self._mailbox.try_again(kept) > TRIES:
            self._give_up(kept, "gave up")
            outcome = FAILED
        else:
            try:
                async with asyncio.timeout(self._seconds):
                    while not (self._heard(kept) or await self._replied(kept)):
                        pass
            except Answered:
                return
            except Exception as error:
                logger.exception("turn %s failed", kept.id)
                self._give_up(kept, type(error).__name__)
                outcome = FAILED
        metrics.TURNS.labels(kept.message.channel, outcome).inc()
        metrics.SECONDS.labels(kept.message.channel).observe(time.perf_counter() - started)

    async def _replied(self, kept: Kept) -> bool:
        """The assistant's turn; undone, and false, when somebody claims the conversation in it."""
        try:
            with unit_of_work(self._engine):
                replies = await self._assistant.answer(kept.message)
                if self._desk and self._desk.settle(kept.message.conversation):
                    raise Claimed
                self._mailbox.finish(kept, replies)
        except Claimed:
            return False
        return True

    def _heard(self, kept: Kept) -> bool:
        """Hand the message to whoever has claimed the conversation; false when nobody has."""
        message = kept.message
        if not self._desk or not self._desk.holds(message.conversation):
            return False
        with unit_of_work(self._engine):
            if message.details.get("choice") == LEAVE:
                taken = bool(self._desk.withdraw(message.conversation))
            else:
                upload = message.details.get("upload")
                taken = self._desk.hear(message.conversation, message.text, upload)
            if taken:
                self._mailbox.finish(kept, [])
        return taken

    def _give_up(self, kept: Kept, reason: str) -> None:
        """The person is told, in words, and shown the way to a human."""
        metrics.FAILURES.labels(reason).inc()
        with suppress(Answered):
            self._mailbox.finish(kept, [self._apology()], FAILED)

    @asynccontextmanager
    async def _turn_of(self, conversation: str) -> AsyncIterator[None]:
        """First come, first served within one conversation; the queue goes when it is empty."""
        queue = self._queues.setdefault(conversation, asyncio.Lock())
        self._waiting[conversation] = self._waiting.get(conversation, 0) + 1
        try:
            async with queue:
                yield
        finally:
            self._waiting[conversation] -= 1
            if not self._waiting[conversation]:
                del self._queues[conversation], self._waiting[conversation]
