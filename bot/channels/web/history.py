"""Entries of a conversation as the messages that a client gets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from bot.channels.plain import plain
from bot.channels.web.masking import shown
from bot.channels.web.parts import Cursor, Entry, Mailbox

PAGE = 200
"""Messages given at once; a client asks again after the last."""
LOOK_BACK = 200
"""So far back a draft is looked for; what it said of its lines is unknown beyond, hence private."""

Card = dict[str, Any]


class Reader:
    """Turns entries, given in order, into messages. It remembers what was said to the person last,
    since that decides how much of the answer is shown."""

    def __init__(self, mailbox: Mailbox, conversation: str) -> None:
        self._mailbox, self._conversation = mailbox, conversation
        self._cards: list[Card | None] = []
        self._older: list[Card | None] | None = None

    def read(self, entries: Sequence[Entry]) -> Iterator[Card]:
        """Each entry as JSON."""
        for entry in entries:
            if entry.who == "person":
                yield self._said(entry)
            else:
                self._cards = [*self._cards[-LOOK_BACK:], entry.custom]
                yield told(entry)

    def _said(self, entry: Entry) -> Card:
        words = shown(
            entry.text, entry.details, self._asked(entry.upto), lambda: self._draft(entry.upto)
        )
        upload = entry.details.get("upload")
        if upload:
            words = f"上传：{upload['name']}"
        file = {"file": True} if upload else {}
        at = entry.at.isoformat()
        return {"who": entry.who, "turn": entry.turn, "text": words, "at": at, **file}

    def _asked(self, cursor: Cursor) -> Card | None:
        """What was said to the person last."""
        if self._cards:
            return self._cards[-1]
        return next(iter(self._mailbox.cards(self._conversation, cursor.others, 1)), None)

    def _draft(self, cursor: Cursor) -> Card | None:
        """The newest draft; what was said before the first entry here is looked up once."""
        if self._older is None and not any(map(_is_draft, self._cards)):
            stored = self._mailbox.cards(self._conversation, cursor.others, LOOK_BACK)
            self._older = list(stored[len(self._cards) :])
        return next(filter(_is_draft, chain(reversed(self._cards), self._older or ())), None)


def told(entry: Entry) -> Card:
    """Something said to the person, as JSON."""
    shown: Card = {"id": entry.number, "who": entry.who}
    if entry.turn is not None:
        shown["turn"] = entry.turn
    shown["text"] = entry.text
    if entry.custom:
        shown["custom"] = entry.custom
        if entry.custom.get("type") == "answer":
            shown["plain"] = plain(entry.text, entry.custom)
    return {**shown, "at": entry.at.isoformat()}


def whole_talk(mailbox: Mailbox, conversation: str) -> Iterator[Entry]:
    """Everything that was said, oldest first."""
    cursor = Cursor()
    while page := mailbox.after(conversation, cursor, PAGE):
        yield from page
        cursor = page[-1].upto


def _is_draft(card: Card | None) -> bool:
    return (card or {}).get("type") == "draft"
