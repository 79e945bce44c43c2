"""What a message or an event asks for, done once however often WeChat sends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels.port import Incoming
from bot.channels.problems import Problem
from bot.channels.web.rates import Rate
from bot.channels.wechat import words
from bot.channels.wechat.errors import ApiError
from bot.channels.wechat.flow import Outcome
from bot.channels.wechat.inbound import CHANNEL, Inbound
from bot.channels.wechat.outgoing import News, Quiet, Text, Transfer
from bot.channels.wechat.parts import NotTaken, Parts, Window

logger = logging.getLogger(__name__)

Fetch = Callable[[str], Awaitable[bytes]]
HEARD = Outcome(Quiet.HEARD)
PAGE_KEY, RESULT_KEY = "page", "result"
"""Menu keys that open the page, and that give what waits or else say their words."""
_SAID = {"unheard": words.UNHEARD, "empty": words.EMPTY, "unseen": words.UNSEEN}


class Work:
    """`fetch` gets a picture by its id, `menu` has what a menu key says, `greeting` is what a new
    follower reads. `pushes`: whether the account may push, `rate`: how fast one person may write.
    `transfers`: WeChat's own desk is the one that takes people over."""

    def __init__(
        self,
        parts: Parts,
        fetch: Fetch,
        menu: Mapping[str, str],
        greeting: str,
        pushes: Callable[[], bool],
        rate: Rate,
        transfers: bool = False,
    ) -> None:
        self._parts, self._fetch = parts, fetch
        self._menu, self._greeting = menu, greeting
        self._pushes, self._rate, self._transfers = pushes, rate, transfers
        self._turns: dict[str, asyncio.Task[Any]] = {}

    async def __call__(self, inbound: Inbound) -> Outcome:
        """Raises what goes wrong before the message is kept."""
        if inbound.kind == "other":
            return HEARD
        if self._too_fast(inbound):
            return Outcome(Text(words.TOO_FAST))
        if inbound.kind == "event":
            return await self._event(inbound)
        window: Window = "touch" if inbound.menu else "message"
        self._parts.people.seen(inbound.conversation, inbound.person, window)
        if self._waits_for_people(inbound.conversation):
            return self._transferred(inbound)
        if inbound.kind in _SAID:
            return Outcome(Text(_SAID[inbound.kind]))
        if inbound.kind == "image":
            return await self._picture(inbound)
        if inbound.text.strip("“”\"'。.！! ") in words.RESULT:
            return await self._result(inbound.conversation, Outcome(Text(words.NOTHING), look=True))
        return await self._said(inbound)

    async def _event(self, inbound: Inbound) -> Outcome:
        people, conversation = self._parts.people, inbound.conversation
        if inbound.event == "unsubscribe":
            people.gone(conversation)
        elif inbound.event in ("subscribe", "scan", "click"):
            people.seen(conversation, inbound.person, "touch")
        if inbound.event == "subscribe":
            return Outcome(Text(self._greeting))
        if inbound.event == "scan":
            return Outcome(Text(words.AGAIN))
        if inbound.event == "click":
            return await self._click(inbound)
        return HEARD

    async def _click(self, inbound: Inbound) -> Outcome:
        key, conversation = inbound.event_key, inbound.conversation
        if key == PAGE_KEY:
            url = self._parts.page(conversation)
            if url is None:
                return Outcome(Text(words.NO_PAGE))
            return Outcome(News(words.PAGE, words.PAGE_TOLD, url))
        if key not in self._menu:
            return HEARD
        if key == RESULT_KEY and (self._parts.outbox.due(conversation) or self._busy(conversation)):
            return await self._result(conversation, HEARD)
        return await self._turn(inbound, self._menu[key], {})

    async def _result(self, conversation: str, otherwise: Outcome) -> Outcome:
        """What waits for the person, the answer to what they said before this included."""
        if (turn := self._turns.get(conversation)) is not None:
            await asyncio.wait({turn})
        return Outcome(otherwise.answer, look=True)

    async def _turn(self, inbound: Inbound, text: str, details: dict[str, Any]) -> Outcome:
        conversation = inbound.conversation
        message = Incoming(CHANNEL, conversation, inbound.key, text, details)
        waited = self._waits_for_people(conversation)
        turn = asyncio.ensure_future(self._parts.conversations.take(message))
        self._turns[conversation] = turn
        try:
            await turn
        finally:
            if self._turns.get(conversation) is turn:
                del self._turns[conversation]
        if self._waits_for_people(conversation) and not waited:
            return self._transferred(inbound)
        claimed = self._parts.desk.state(conversation) == "claimed"
        silent = Quiet.HEARD if self._pushes() or not claimed else Text(words.STAFF_HEARD)
        return Outcome(silent, look=True)

    async def _picture(self, inbound: Inbound) -> Outcome:
        """Keep a picture as evidence and tell the assistant what was read in it."""
        conversation, evidence = inbound.conversation, self._parts.evidence
        try:
            data = await self._fetch(inbound.media)
            name = f"微信图片.{_SUFFIXES.get(data[:3], 'jpg')}"
            item = await asyncio.to_thread(evidence.take, conversation, name, data)
        except ApiError as error:
            logger.warning("picture not fetched: %s", error)
            return Outcome(Text(words.PICTURE_LOST))
        except NotTaken as refusal:
            return Outcome(Text(refusal.reason))
        try:
            found = await asyncio.to_thread(evidence.look, conversation, item.id)
        except Exception:
            logger.exception("evidence %s could not be read", item.id)
            found = []
        told = {"id": item.id, "name": item.name, "media_type": item.media_type}
        upload = {**told, "size": item.size, "found": found}
        return await self._turn(inbound, words.SENT_A_FILE, {"upload": upload})

    async def _said(self, inbound: Inbound) -> Outcome:
        """The words, or the choice they mean when a question with choices is open."""
        latest = self._parts.outbox.latest(inbound.conversation)
        choice = self._parts.looks.pick(latest, inbound.text)
        if choice is None:
            return await self._turn(inbound, inbound.text, {})
        return await self._turn(inbound, choice.label, choice.details)

    def _too_fast(self, inbound: Inbound) -> bool:
        if inbound.event not in ("", "click"):
            return False
        try:
            self._rate.count(inbound.conversation)
        except Problem:
            return True
        return False

    def _busy(self, conversation: str) -> bool:
        return conversation in self._turns

    def _waits_for_people(self, conversation: str) -> bool:
        return self._transfers and self._parts.desk.state(conversation) == "waiting"

    def _transferred(self, inbound: Inbound) -> Outcome:
        """WeChat's desk takes the person, so ours need not; nor does what was said of ours hold.

        WeChat transfers messages only. After an event, and after an answer that comes too late,
        the next message is transferred."""
        conversation, transfers = inbound.conversation, inbound.kind != "event"

        def given() -> None:
            if transfers:
                self._parts.desk.withdraw(conversation)
            due = self._parts.outbox.due(conversation)
            if len({one.turn for one in due}) == 1:
                self._parts.outbox.delivered(conversation, due[-1].id)

        return Outcome(Transfer() if transfers else Text(words.ONE_MORE), given=given)


_SUFFIXES = {b"\x89PN": "png", b"\xff\xd8\xff": "jpg", b"GIF": "gif"}
