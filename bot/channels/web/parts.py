"""What the web channel stands on, as it sees it; whoever makes the app hands the parts in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.channels.port import Conversations, Reply


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


class Posted(Protocol):
    """Something said to a person; `who` is bot, staff or system, `id` grows."""

    @property
    def id(self) -> int: ...
    @property
    def who(self) -> str: ...
    @property
    def reply(self) -> Reply: ...
    @property
    def at(self) -> datetime: ...


class Spoken(Protocol):
    """Something a person said; `key` as in `Incoming`."""

    @property
    def key(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class Mailbox(Protocol):
    """What was said in a conversation, both ways."""

    def since(self, conversation: str, after: int, limit: int) -> Sequence[Posted]:
        """What was said to the person after the given id, oldest first."""
        ...

    def last(self, conversation: str) -> int:
        """The newest id; 0 before anything was said."""
        ...

    def said(self, conversation: str, limit: int) -> Sequence[Spoken]:
        """The newest messages of the person, oldest first."""
        ...

    async def wait(self, conversation: str, after: int, seconds: float) -> None:
        """Return once there is something after the id, or when the time is up."""
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
