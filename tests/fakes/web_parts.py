"""The parts of the web channel, kept in memory: what they promise, without what stands behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.port import Incoming, Reply
from bot.channels.web import Cursor, Ear, Entry, NoFont, NotTaken, Parts, Standing, Style
from bot.serving.bell import HouseBell
from bot.serving.web_parts import Press

BEGIN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOURS = "周一至周五 09:00–17:30"
Answer = Callable[[Incoming], list[Reply]]


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
        self._said: dict[str, list[Entry]] = defaultdict(list)
        self._number = 0
        self.bell = HouseBell()

    async def take(self, message: Incoming) -> list[Reply]:
        turn = message.key.rpartition("/")[2]
        if message.key not in self.taken:
            self.taken[message.key] = message
            self._add(message.conversation, "person", message.text, turn, details=message.details)
            for reply in self.answer(message):
                self.post(message.conversation, reply, "bot", turn)
        given = self.answers(message.conversation, message.key)
        return [Reply(one.text, one.custom) for one in given]

    def post(
        self, conversation: str, reply: Reply, who: str = "staff", turn: str | None = None
    ) -> None:
        number = self._number + 1
        self._add(conversation, who, reply.text, turn, number=number, custom=reply.custom)

    def forget(self, conversation: str) -> None:
        del self._said[conversation]

    def _add(self, conversation: str, who: str, text: str, turn: str | None, **more: Any) -> None:
        """Both sides are counted together here; each side's number rises all the same."""
        self._number += 1
        cursor = self.last(conversation)
        side = "person" if who == "person" else "others"
        upto = replace(cursor, **{side: self._number})
        at = BEGIN + timedelta(seconds=self._number)
        self._said[conversation].append(Entry(who, text, at, upto, turn, **more))
        self.bell.ring(conversation)

    def after(self, conversation: str, cursor: Cursor, limit: int) -> list[Entry]:
        new = [
            one
            for one in self._said[conversation]
            if (one.upto.person > cursor.person and one.who == "person")
            or (one.upto.others > cursor.others and one.who != "person")
        ]
        return new[:limit]

    def newest(self, conversation: str, limit: int) -> list[Entry]:
        return self._said[conversation][-limit:]

    def answers(self, conversation: str, key: str) -> list[Entry]:
        turn = key.rpartition("/")[2]
        return [one for one in self._said[conversation] if one.number and one.turn == turn]

    def last(self, conversation: str) -> Cursor:
        said = self._said[conversation]
        return said[-1].upto if said else Cursor()

    def cards(self, conversation: str, upto: int, limit: int) -> list[dict[str, Any] | None]:
        said = reversed(self._said[conversation])
        return [one.custom for one in said if one.number and one.number <= upto][:limit]

    def listen(self, conversation: str) -> AbstractContextManager[Ear]:
        return self.bell.listen(conversation)


class People:
    """The desk: open, and as a test puts it."""

    def __init__(self) -> None:
        self.standings: dict[str, Standing] = {}

    def open(self) -> bool:
        return True

    def hours(self) -> str:
        return HOURS

    def standing(self, conversation: str) -> Standing:
        return self.standings.get(conversation, Standing("bot"))


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


class Printer:
    """A machine without fonts, until a test gives it a press."""

    def __init__(self) -> None:
        self.press: Press | None = None

    def pdf(self, title: str, lines: Sequence[tuple[Style, str]]) -> bytes:
        if self.press is None:
            raise NoFont
        return self.press.pdf(title, lines)


class Records:
    def of(self, conversation: str) -> dict[str, Any]:
        return {"facts": {"amount": 3999}, "conversation": conversation}


def parts(answer: Answer) -> tuple[Parts, Talk, Files]:
    """The parts, and the two of them that a test looks into."""
    talk, files = Talk(answer), Files()
    return Parts(talk, talk, files, files, Records(), People(), Printer()), talk, files
