"""The web channel on our stores: what `bot.channels.web.Parts` asks for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from bot.channels.port import Conversations
from bot.channels.web import NoFont, NotTaken, Parts, Standing, Style
from bot.nlu.reading import normalise, plain, read_days, read_money
from bot.serving.backing import Backing
from bot.serving.timeline import Timeline
from complaints.desk import Desk
from complaints.documents import Fonts, Line, Paper, to_pdf
from complaints.evidence import EvidenceItem, EvidenceStore, NotFound, ReadingError, Refused, guess
from complaints.evidence.kinds import Kind
from complaints.retention import Forget

logger = logging.getLogger(__name__)

PROOF: dict[Kind, str] = {
    "receipt": "invoice",
    "order": "order",
    "payment": "payment",
    "chat": "chat",
    "invoice": "invoice",
}
"""What a picture shows → the option of the fact `proof` that it is."""


def web_parts(backing: Backing, conversations: Conversations) -> Parts:
    """Everything the web channel needs."""
    services = backing.services
    return Parts(
        conversations,
        Timeline(backing.engine, backing.cipher, backing.mailbox.bell),
        services.papers,
        _Evidence(services.evidence, backing, services.today),
        _Records(services.personal_data),
        WebDesk(services.desk, services.now),
        Press(backing.fonts, services.today),
    )


class WebDesk:
    """The desk by the names the channel uses."""

    def __init__(self, desk: Desk, now: Callable[[], datetime]) -> None:
        self._desk, self._now = desk, now

    def open(self) -> bool:
        return self._desk.hours.open_at(self._now())

    def hours(self) -> str:
        return self._desk.hours.to_text()

    def standing(self, conversation: str) -> Standing:
        """Where the conversation stands: with us, in the queue, or with somebody."""
        found = self._desk.open(conversation)
        if found is None:
            return Standing("bot")
        if found.state == "claimed":
            return Standing("claimed", staff=found.holder)
        return Standing("waiting", place=self._desk.place(found.id))


class _Evidence:
    """Evidence by the names the channel uses; what a picture tells is read as a message would be."""

    def __init__(self, store: EvidenceStore, backing: Backing, today: Callable[[], date]) -> None:
        self._store, self._reader, self._today = store, backing.reader, today

    def take(self, conversation: str, name: str, data: bytes) -> EvidenceItem:
        try:
            return self._store.take(conversation, name, data)
        except Refused as refusal:
            raise NotTaken(refusal.reason) from refusal

    def look(self, conversation: str, item: str) -> list[dict[str, Any]]:
        held = next(one for one in self._store.items(conversation) if one.id == item)
        try:
            lines = self._reader.read(self._store.open(conversation, item), held.media_type)
        except ReadingError as error:
            logger.info("evidence %s not read: %s", item, type(error).__name__)
            return []
        seen = guess(lines)
        found: list[dict[str, Any]] = [{"kind": seen.name, "proof": PROOF.get(seen.kind)}]
        for one in seen.found:
            value = read_value(one.fact_id, one.text, self._today())
            if value is not None:
                found.append({"fact": one.fact_id, "value": value, "line": one.line})
        return found

    def items(self, conversation: str) -> Sequence[EvidenceItem]:
        return self._store.items(conversation)

    def open(self, conversation: str, item: str) -> bytes:
        try:
            return self._store.open(conversation, item)
        except NotFound as error:
            raise KeyError(item) from error

    def remove(self, conversation: str, item: str) -> None:
        try:
            self._store.remove(conversation, item)
        except NotFound as error:
            raise KeyError(item) from error


def read_value(fact: str, text: str, today: date) -> Any:
    """The text of a picture as the JSON value of a fact; None when it is none."""
    normal = normalise(text).text
    if fact in ("amount", "freight"):
        sums = read_money(normal) or read_money(f"{normal}元")
        return plain(getattr(sums[0].value, "amount", None)) if sums else None
    if fact.endswith("_day"):
        days = read_days(normal, today)
        return plain(getattr(days[0].value, "day", None)) if days else None
    return text.strip() or None


class Press:
    """Prints with the fonts at hand; None when no Chinese one is. `today`: the day in China."""

    def __init__(self, fonts: Fonts | None, today: Callable[[], date]) -> None:
        self._fonts, self._today = fonts, today

    def pdf(self, title: str, lines: Sequence[tuple[Style, str]]) -> bytes:
        """A title and lines below it as a PDF file. Raises `NoFont`."""
        if self._fonts is None:
            raise NoFont
        blocks = tuple(Line(text, style) for style, text in lines)
        return to_pdf(Paper(title, title, blocks), self._fonts, self._today())


class _Records:
    def __init__(self, personal_data: Forget) -> None:
        self._data = personal_data

    def of(self, conversation: str) -> dict[str, Any]:
        return self._data.export(conversation)
