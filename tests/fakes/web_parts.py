"""The parts of the web channel, kept in memory: what they promise, without what stands behind."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.port import Incoming, Reply
from bot.channels.web import NotTaken, Parts

BEGIN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
Answer = Callable[[Incoming], list[Reply]]


@dataclass(frozen=True)
class Posted:
    id: int
    who: str
    reply: Reply
    at: datetime


@dataclass(frozen=True)
class Spoken:
    key: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Item:
    id: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Document:
    name: str
    media_type: str
    data: bytes


class Talk:
    """Messages in and out: `Conversations` and `Mailbox` in one."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.taken: dict[str, Incoming] = {}
        self.given: dict[str, list[Reply]] = {}
        self._posted: dict[str, list[Posted]] = defaultdict(list)
        self._spoken: dict[str, list[Spoken]] = defaultdict(list)
        self._number = 0
        self._posted_to: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.waited_for = asyncio.Semaphore(0)

    def _tick(self) -> datetime:
        self._number += 1
        return BEGIN + timedelta(seconds=self._number)

    async def take(self, message: Incoming) -> list[Reply]:
        if message.key not in self.taken:
            self.taken[message.key] = message
            told = Spoken(message.key, message.text, self._tick())
            self._spoken[message.conversation].append(told)
            self.given[message.key] = self.answer(message)
            for reply in self.given[message.key]:
                self.post(message.conversation, reply, "bot")
        return self.given[message.key]

    def post(self, conversation: str, reply: Reply, who: str = "staff") -> None:
        at = self._tick()
        self._posted[conversation].append(Posted(self._number, who, reply, at))
        self._posted_to[conversation].set()

    def since(self, conversation: str, after: int, limit: int) -> list[Posted]:
        return [one for one in self._posted[conversation] if one.id > after][:limit]

    def last(self, conversation: str) -> int:
        return max((one.id for one in self._posted[conversation]), default=0)

    def said(self, conversation: str, limit: int) -> list[Spoken]:
        return self._spoken[conversation][-limit:]

    async def wait(self, conversation: str, after: int, seconds: float) -> None:
        event = self._posted_to[conversation]
        event.clear()
        if self.last(conversation) <= after:
            self.waited_for.release()
            try:
                await asyncio.wait_for(event.wait(), seconds)
            except TimeoutError:
                return


@dataclass
class Files:
    """Evidence and documents. A file named 坏 is refused, one named 难读 cannot be read."""

    kept: dict[str, list[tuple[Item, bytes]]] = field(default_factory=lambda: defaultdict(list))
    made: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))

    def take(self, conversation: str, name: str, data: bytes) -> Item:
        if "坏" in name:
            raise NotTaken("这个文件打不开，可能已经损坏。请重新截图再传。")
        number = sum(len(kept) for kept in self.kept.values()) + 1
        item = Item(f"e{number}", name, "image/png", len(data))
        self.kept[conversation].append((item, data))
        return item

    def look(self, conversation: str, item: str) -> list[dict[str, Any]]:
        name = next(one.name for one, _ in self.kept[conversation] if one.id == item)
        if "难读" in name:
            raise RuntimeError("planned")
        return [{"fact": "amount", "text": "实付款￥3999"}] if "订单" in name else []

    def items(self, conversation: str) -> list[Item]:
        return [item for item, _ in self.kept[conversation]]

    def open(self, conversation: str, item: str) -> bytes:
        return {one.id: data for one, data in self.kept[conversation]}[item]

    def remove(self, conversation: str, item: str) -> None:
        self.kept[conversation] = [pair for pair in self.kept[conversation] if pair[0].id != item]

    def of(self, conversation: str) -> list[Document]:
        return self.made[conversation]

    def one(self, conversation: str, name: str) -> Document | None:
        return next((one for one in self.made[conversation] if one.name == name), None)


class Records:
    def of(self, conversation: str) -> dict[str, Any]:
        return {"facts": {"amount": 3999}, "conversation": conversation}


def parts(answer: Answer) -> tuple[Parts, Talk, Files]:
    """The parts, and the two of them that a test looks into."""
    talk, files = Talk(answer), Files()
    return Parts(talk, talk, files, files, Records()), talk, files
