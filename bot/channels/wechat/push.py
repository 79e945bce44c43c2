"""What people get without having asked just now: late answers, and what staff say.

Everything comes out of the outbox and stays there until WeChat has taken it; what cannot be pushed
waits for the next message of the person.
"""

from __future__ import annotations

import asyncio
import logging

from bot.channels.wechat.api import Api
from bot.channels.wechat.delivery import Delivery
from bot.channels.wechat.errors import (
    ApiError,
    Busy,
    Closed,
    Gone,
    NotAllowed,
    Spent,
    TooLarge,
)
from bot.channels.wechat.flow import HOLD, Holds
from bot.channels.wechat.outgoing import Bubble, Text
from bot.channels.wechat.parts import Outbox, People

logger = logging.getLogger(__name__)

SWEEP = 2.0
"""Seconds between two looks for what is due."""
GRACE = HOLD + 2
"""Seconds that an answer is left to the try that may still take it, in whatever process."""
LEASE = 60
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
"""Seconds before the next try at somebody after WeChat was busy; doubled each time."""
BREAK = 600.0
"""Seconds without any push after the day's calls were used up."""
AT_ONCE = 8


class Pusher:
    """Implements `bot.channels.wechat.flow.Push`. `verified`: whether the account may push, as the
    settings say; WeChat has the last word."""

    def __init__(
        self,
        api: Api,
        delivery: Delivery,
        outbox: Outbox,
        people: People,
        holds: Holds,
        verified: bool,
    ) -> None:
        self._api, self._delivery, self._outbox = api, delivery, outbox
        self._people, self._holds, self._verified = people, holds, verified
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._typing: set[asyncio.Task[None]] = set()
        self._pauses: dict[str, float] = {}
        self._not_before: dict[str, float] = {}
        self._closed_until = 0.0
        self._at_once = asyncio.Semaphore(AT_ONCE)

    def allowed(self) -> bool:
        return self._verified

    def nudge(self, conversation: str, after: float = 0) -> None:
        """Push what waits, unless that is under way."""
        if self._verified and conversation not in self._tasks:
            task = asyncio.create_task(self._push(conversation, after))
            self._tasks[conversation] = task
            task.add_done_callback(lambda done: self._ended(conversation, done))

    def typing(self, conversation: str) -> None:
        """A courtesy: whatever goes wrong is left."""
        person = self._people.person(conversation)
        if person is not None:
            task = asyncio.create_task(self._show_typing(person))
            self._typing.add(task)
            task.add_done_callback(self._typing.discard)

    async def run(self) -> None:
        """Look for what is due, again and again, until cancelled."""
        while self._verified:
            try:
                for conversation in self._outbox.waiting(GRACE):
                    self.nudge(conversation)
            except Exception:
                logger.exception("what is due was not looked for")
            await asyncio.sleep(SWEEP)

    async def finish(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._tasks.values(), *self._typing, return_exceptions=True)

    def _ended(self, conversation: str, task: asyncio.Task[None]) -> None:
        del self._tasks[conversation]
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("push failed", exc_info=error)

    async def _push(self, conversation: str, after: float) -> None:
        await asyncio.sleep(after)
        async with self._at_once:
            if self._quiet(conversation) or not self._people.lease(conversation, LEASE):
                return
            try:
                await self._give(conversation)
            finally:
                self._people.release(conversation)

    def _quiet(self, conversation: str) -> bool:
        """Whether nothing may be pushed just now."""
        now = asyncio.get_running_loop().time()
        pause = max(self._not_before.get(conversation, 0), self._closed_until)
        return not self._verified or now < pause or conversation in self._holds

    async def _give(self, conversation: str) -> None:
        """One piece after another, as long as the person may be written to."""
        while not self._quiet(conversation) and self._people.left(conversation):
            pieces = self._delivery.waiting(conversation)
            person = self._people.person(conversation)
            if not pieces or person is None:
                return
            try:
                await self._send(conversation, person, pieces[0].bubble)
            except ApiError as error:
                self._failed(conversation, error)
                return
            self._delivery.done(conversation, pieces[0])
            self._pauses.pop(conversation, None)
            self._not_before.pop(conversation, None)

    async def _send(self, conversation: str, person: str, bubble: Bubble) -> None:
        """One piece; words that WeChat finds too long go in two."""
        try:
            await self._api.send(person, bubble)
        except TooLarge:
            if not isinstance(bubble, Text) or len(bubble.text) < 2:
                raise
            middle = len(bubble.text) // 2
            for half in (bubble.text[:middle], bubble.text[middle:]):
                await self._send(conversation, person, Text(half))
        else:
            self._people.spend(conversation)

    def _failed(self, conversation: str, error: ApiError) -> None:
        """Leave it in the outbox, and be quiet for as long as the error asks for."""
        logger.warning("push to %s: %s", conversation, error)
        now = asyncio.get_running_loop().time()
        if isinstance(error, Busy):
            pause = min(self._pauses.get(conversation, FIRST_PAUSE / 2) * 2, LONGEST_PAUSE)
            self._pauses[conversation], self._not_before[conversation] = pause, now + pause
        elif isinstance(error, Spent):
            logger.error("the account has no calls left today; nothing is pushed for a while")
            self._closed_until = now + BREAK
        elif isinstance(error, NotAllowed):
            logger.error("the account may not push: set WEIQUAN_WECHAT_VERIFIED=false")
            self._verified = False
        elif isinstance(error, Gone):
            self._people.gone(conversation)
        else:
            if not isinstance(error, Closed):
                logger.error("WeChat refused a message for no known reason: %s", error)
            self._people.exhaust(conversation)

    async def _show_typing(self, person: str) -> None:
        try:
            await self._api.typing(person)
        except ApiError as error:
            logger.info("typing not shown: %s", error)
