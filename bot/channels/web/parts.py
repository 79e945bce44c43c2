"""What the web channel stands on, as it sees it; whoever makes the app hands the parts in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from bot.channels.port import Conversations


class NotTaken(Exception):
    """Evidence that cannot be kept; `reason` tells the person why and what to do."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Document(Protocol):
    """A file made for a person; `name` is unique in its conversation and may be Chinese."""

    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def data(self) -> bytes: ...


class Documents(Protocol):
    """The documents of a conversation's cases; none before there is one. May be slow."""

    def of(self, conversation: str) -> Sequence[Document]: ...

    def one(self, conversation: str, name: str) -> Document | None:
        """The document of that name; None when the conversation has none so named."""
        ...


class Item(Protocol):
    """One piece of evidence; `size` in bytes."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def size(self) -> int: ...


class Evidence(Protocol):
    """Keeps what people upload. What is asked for by the id of another conversation is not there:
    `KeyError`."""

    def take(self, conversation: str, name: str, data: bytes) -> Item:
        """Check, clean and keep a file. Raises `NotTaken`."""
        ...

    def look(self, conversation: str, item: str) -> list[dict[str, Any]]:
        """What can be read in it, as JSON, to be offered to the person. May be slow."""
        ...

    def items(self, conversation: str) -> Sequence[Item]: ...
    def open(self, conversation: str, item: str) -> bytes: ...
    def remove(self, conversation: str, item: str) -> None: ...


@dataclass(frozen=True, order=True)
class Cursor:
    """How far somebody has read: the ids of the newest message of the person and of the newest
    thing said to them. Clients hand it back as it was given."""

    person: int = 0
    others: int = 0

    def __str__(self) -> str:
        return f"{self.person}.{self.others}"

    @classmethod
    def read(cls, text: str) -> Cursor:
        """Raises `ValueError` for anything that was never given out."""
        person, dot, others = text.partition(".")
        numbers = [person, others]
        if not dot or not all(n.isascii() and n.isdigit() and len(n) <= 18 for n in numbers):
            raise ValueError("no cursor")
        return cls(int(person), int(others))


@dataclass(frozen=True)
class Entry:
    """One thing said in a conversation. `who` is person, bot, staff or system; `turn` the id that
    the client gave the message, or the message that is answered, None when it answers none;
    `upto` has been read once this entry has, and everything before it. Only what was said to the
    person has a `number`, and only what the person said has `details`, as in `Incoming`."""

    who: str
    text: str
    at: datetime
    upto: Cursor
    turn: str | None = None
    number: int | None = None
    custom: dict[str, Any] | None = None
    details: dict[str, Any] = field(default_factory=dict)


class Ear(Protocol):
    """Hears what happens in one conversation."""

    async def wait(self, seconds: float) -> bool:
        """Until something happens; false when nothing did in time."""
        ...


class Mailbox(Protocol):
    """What was said in a conversation, both ways."""

    def after(self, conversation: str, cursor: Cursor, limit: int) -> Sequence[Entry]:
        """What was said after what has been read, oldest first."""
        ...

    def newest(self, conversation: str, limit: int) -> Sequence[Entry]:
        """The latest of what was said, oldest first."""
        ...

    def answers(self, conversation: str, key: str) -> Sequence[Entry]:
        """What the message of that key (as in `Incoming`) was answered."""
        ...

    def last(self, conversation: str) -> Cursor:
        """Where everything there is has been read."""
        ...

    def cards(self, conversation: str, upto: int, limit: int) -> Sequence[dict[str, Any] | None]:
        """The structured forms of what was said to the person up to that number, newest first;
        None for plain words."""
        ...

    def listen(self, conversation: str) -> AbstractContextManager[Ear]:
        """Hear, from now on, of everything said and of the desk."""
        ...


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands at the desk: `place` in the queue while it waits, `staff`, a
    name, while somebody has it."""

    state: Literal["bot", "waiting", "claimed"]
    place: int | None = None
    staff: str | None = None


class Desk(Protocol):
    """The people behind the assistant."""

    def open(self) -> bool:
        """Whether somebody is at the desk now."""
        ...

    def hours(self) -> str:
        """When somebody is, in words."""
        ...

    def standing(self, conversation: str) -> Standing: ...


class NoFont(Exception):
    """No Chinese font is installed, so nothing can be printed."""


Style = Literal["head", "plain", "note"]


class Printer(Protocol):
    """Makes PDF files."""

    def pdf(self, title: str, lines: Sequence[tuple[Style, str]]) -> bytes:
        """A title and lines below it; `head` stands out, `note` is small. May be slow. Raises
        `NoFont`."""
        ...


class Records(Protocol):
    """Everything else that is kept about a conversation (facts, case, consents), as JSON."""

    def of(self, conversation: str) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Parts:
    """Everything the channel needs."""

    conversations: Conversations
    mailbox: Mailbox
    documents: Documents
    evidence: Evidence
    records: Records
    desk: Desk
    printer: Printer
