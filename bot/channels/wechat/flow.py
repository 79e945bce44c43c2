"""One message over the tries that WeChat makes: which of them gets the answer, and which waits.

WeChat cuts a connection after 5 seconds and tries three times in all. An account that may push
answers late by itself; any other account has only these tries, and the words that ask for a result.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.inbound import Inbound
from bot.channels.wechat.outgoing import Answer, News, Quiet, Text
from bot.channels.wechat.parts import People
from bot.channels.wechat.words import FAULT, MORE, WORKING

logger = logging.getLogger(__name__)

HOLD = 4.3
"""Seconds a try waits for the answer."""
LATEST = 4.5
"""After so many seconds nothing is said any more: it would be lost, or come twice."""
MARGIN = 0.1
"""Seconds that putting an answer into words may take."""
TRIES = 3
REMEMBERED = 60
"""Seconds after which no try of a message comes any more."""
LAST_TRY = 9
"""A try so many seconds after the message was sent is the last, whichever process had the others."""
PAUSE = 0.1
"""Seconds between two looks whether a push to the person is through."""
TAKEN = 10
"""Seconds for which giving somebody something is ours alone."""


@dataclass(frozen=True)
class Outcome:
    """What a message led to: first whatever waits for the person (when `look`), else `answer`;
    `given` is called when that is what the person gets."""

    answer: Answer
    look: bool = False
    given: Callable[[], object] | None = None


class Push(Protocol):
    """The way to people that needs no message of theirs."""

    def allowed(self) -> bool:
        """Whether the account may push."""
        ...

    def nudge(self, conversation: str, after: float = 0) -> None:
        """Push what waits, after so many seconds."""
        ...

    def typing(self, conversation: str) -> None:
        """Show the person that somebody writes."""
        ...


@dataclass
class Exchange:
    """One message: the work on it, how often it came (`tries` of WeChat's, as far as is known, and
    `opened` here), and what was answered when."""

    work: asyncio.Task[Outcome]
    began: float
    tries: int = 0
    opened: int = 0
    said: Answer | None = None
    said_at: float = 0.0


class Holds:
    """Conversations in which a try is open: what comes now goes there, and is not pushed."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    def __contains__(self, conversation: str) -> bool:
        return self._open[conversation] > 0

    @contextmanager
    def open(self, conversation: str) -> Iterator[None]:
        """While inside."""
        self._open[conversation] += 1
        try:
            yield
        finally:
            self._open[conversation] -= 1
            if not self._open[conversation]:
                del self._open[conversation]


class Flow:
    """`work` does what a message asks for; `now` gives seconds since 1970."""

    def __init__(
        self,
        work: Callable[[Inbound], Awaitable[Outcome]],
        delivery: Delivery,
        people: People,
        push: Push,
        holds: Holds,
        now: Callable[[], float],
    ) -> None:
        self._work, self._delivery, self._people = work, delivery, people
        self._push, self._holds, self._now = push, holds, now
        self._exchanges: dict[str, Exchange] = {}

    async def hear(self, inbound: Inbound) -> Answer:
        """Answer one try. `Quiet.AGAIN` when it should stay open until WeChat cuts it."""
        began = asyncio.get_running_loop().time()
        exchange = self._exchange(inbound, began)
        exchange.tries += 1
        exchange.opened += 1
        number = exchange.opened
        if self._now() - inbound.sent >= LAST_TRY:
            exchange.tries = max(exchange.tries, TRIES)
        with self._holds.open(inbound.conversation):
            await asyncio.wait({exchange.work}, timeout=HOLD)
            if number < exchange.opened:
                # WeChat tries again when it has cut this one: the answer goes to the newest.
                return Quiet.HEARD
            alone = await self._alone(inbound.conversation, exchange, began)
            try:
                return self._answer(inbound, exchange, began, alone)
            finally:
                if alone:
                    self._people.release(inbound.conversation)

    async def finish(self) -> None:
        """Wait for the work under way."""
        works = [exchange.work for exchange in self._exchanges.values()]
        await asyncio.gather(*works, return_exceptions=True)

    def _exchange(self, inbound: Inbound, now: float) -> Exchange:
        """The exchange of a message; the first try begins its work."""
        for key in [key for key, one in self._exchanges.items() if self._over(one, now)]:
            del self._exchanges[key]
        found = self._exchanges.get(inbound.key)
        if found is None:
            work = asyncio.create_task(self._done(inbound))
            found = self._exchanges[inbound.key] = Exchange(work, now)
        return found

    def _over(self, exchange: Exchange, now: float) -> bool:
        return exchange.work.done() and now - exchange.began > REMEMBERED

    async def _done(self, inbound: Inbound) -> Outcome:
        return await self._work(inbound)

    async def _alone(self, conversation: str, exchange: Exchange, began: float) -> bool:
        """Whether we may give what waits: once a push under way is through, and in time."""
        if not exchange.work.done() or exchange.work.exception() or exchange.said is not None:
            return False
        if not exchange.work.result().look:
            return False
        while not self._people.lease(conversation, TAKEN):
            if self._seconds(began) + PAUSE >= HOLD:
                return False
            await asyncio.sleep(PAUSE)
        return True

    def _answer(self, inbound: Inbound, exchange: Exchange, began: float, alone: bool) -> Answer:
        if exchange.said is not None:
            # A try that comes after the answer shows that it was lost on its way.
            return exchange.said if exchange.said_at < began else Quiet.HEARD
        last = exchange.tries >= TRIES
        done = exchange.work.done()
        if done and (error := exchange.work.exception()) is not None:
            logger.error("message not taken", exc_info=error)
            return self._say(exchange, began, Text(FAULT)) if last else Quiet.AGAIN
        if done and self._seconds(began) < LATEST - MARGIN:
            return self._say(exchange, began, self._given(inbound, exchange.work.result(), alone))
        if self._push.allowed() and self._pushed(inbound, exchange):
            return self._later(inbound, exchange, began)
        if last:
            return self._say(exchange, began, Text(WORKING))
        return Quiet.AGAIN

    def _pushed(self, inbound: Inbound, exchange: Exchange) -> bool:
        """Whether nothing is lost when the message is heard now: what comes of it will be pushed.

        A turn keeps its message first of all; a picture has to come to us before.
        """
        if exchange.work.done():
            outcome = exchange.work.result()
            return outcome.look or not isinstance(outcome.answer, Text | News)
        return inbound.kind != "image"

    def _later(self, inbound: Inbound, exchange: Exchange, began: float) -> Answer:
        """Hear the message; its answer is pushed as soon as it is there."""
        conversation = inbound.conversation
        if not exchange.work.done():
            self._push.typing(conversation)
        exchange.work.add_done_callback(lambda work: self._push.nudge(conversation))
        return self._say(exchange, began, Quiet.HEARD)

    def _say(self, exchange: Exchange, began: float, answer: Answer) -> Answer:
        """Answer this try, or the next one if it has become too late meanwhile; behind the last
        there is none."""
        exchange.said, exchange.said_at = answer, asyncio.get_running_loop().time()
        late = exchange.tries < TRIES and self._seconds(began) >= LATEST
        late = late and answer is not Quiet.HEARD
        return Quiet.AGAIN if late else answer

    def _given(self, inbound: Inbound, outcome: Outcome, alone: bool) -> Answer:
        """What waits for the person, or what the message led to."""
        if not outcome.look:
            if outcome.given:
                outcome.given()
            return outcome.answer
        if not alone:
            return Quiet.HEARD if self._push.allowed() else Text(WORKING)
        conversation = inbound.conversation
        pieces = self._delivery.waiting(conversation)
        if not pieces:
            return outcome.answer
        self._delivery.done(conversation, pieces[0])
        bubble, rest = pieces[0].bubble, len(pieces) - 1
        if rest and self._push.allowed():
            self._push.nudge(conversation, 1)
        elif rest and isinstance(bubble, Text):
            return Text(bubble.text + MORE.format(count=rest))
        return bubble

    @staticmethod
    def _seconds(began: float) -> float:
        return asyncio.get_running_loop().time() - began
