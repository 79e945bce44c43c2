"""What the channel stands on, as it sees it; whoever makes the app hands the parts in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.channels.port import Conversations, Reply
from bot.channels.web import NotTaken

Window = Literal["message", "touch"]
"""What lets us write first: a message (5 messages in 48 hours), or a click, a follow or a scan
(3 in a minute)."""
WINDOWS: dict[Window, tuple[int, int]] = {"message": (5, 48 * 3600), "touch": (3, 60)}
"""How many messages, and in how many seconds."""


class Article(Protocol):
    """A page that holds a whole answer."""

    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def url(self) -> str: ...


class Choice(Protocol):
    """A way to answer an open question: what the person means by it, and `details` as in
    `Incoming`."""

    @property
    def label(self) -> str: ...
    @property
    def details(self) -> dict[str, Any]: ...


class Rendered(Protocol):
    """One turn as texts of at most 1,900 bytes; with an `article`, their beginning."""

    @property
    def parts(self) -> Sequence[str]: ...
    @property
    def article(self) -> Article | None: ...


class Looks(Protocol):
    """How replies look in WeChat, and what a person means who answers one."""

    def render(self, replies: Sequence[Reply], page: str | None) -> Rendered:
        """`page`: where the conversation goes on in a browser."""
        ...

    def pick(self, replies: Sequence[Reply], text: str) -> Choice | None:
        """The choice of the newest open question that the words mean."""
        ...


@dataclass(frozen=True)
class Due:
    """Something said to a person that they have not got; `id` rises. `who` as in the mailbox;
    what has the same `turn` answers one message, None answers none."""

    id: int
    who: str
    reply: Reply
    turn: int | None = None


class Outbox(Protocol):
    """What is said to people of this channel."""

    def due(self, conversation: str) -> Sequence[Due]:
        """What the person has not got, oldest first. What answers another channel is not there."""
        ...

    def latest(self, conversation: str) -> Sequence[Reply]:
        """The assistant's last answer."""
        ...

    def delivered(self, conversation: str, last: int) -> None:
        """Everything up to that id has reached the person."""
        ...

    def waiting(self, seconds: float) -> Sequence[str]:
        """Conversations with something due that may be pushed now: what staff said, and answers
        older than so many seconds."""
        ...


@dataclass(frozen=True)
class Progress:
    """Of what was due up to the id `upto`, so many pieces have been given."""

    upto: int = 0
    given: int = 0


class People(Protocol):
    """Who talks to the account, and what they may be sent; lasting, and shared by processes."""

    def seen(self, conversation: str, person: str, window: Window) -> None:
        """The person did something that opens a window. Whoever writes follows the account."""
        ...

    def gone(self, conversation: str) -> None:
        """The person does not follow any more: nothing is pushed."""
        ...

    def person(self, conversation: str) -> str | None:
        """The openid of somebody who follows."""
        ...

    def left(self, conversation: str) -> int:
        """How many messages may be pushed now."""
        ...

    def spend(self, conversation: str) -> None:
        """One was pushed."""
        ...

    def exhaust(self, conversation: str) -> None:
        """WeChat takes no more before the person writes again."""
        ...

    def progress(self, conversation: str) -> Progress: ...
    def advance(self, conversation: str, progress: Progress) -> None: ...

    def lease(self, conversation: str, seconds: float) -> bool:
        """Be the only one who gives this person something, for so long; false when another is."""
        ...

    def release(self, conversation: str) -> None: ...


class Item(Protocol):
    """A piece of evidence."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def size(self) -> int: ...


class Evidence(Protocol):
    """Keeps pictures; the web channel's does."""

    def take(self, conversation: str, name: str, data: bytes) -> Item:
        """Check, clean and keep it. Raises `NotTaken`."""
        ...

    def look(self, conversation: str, item: str) -> list[dict[str, Any]]: ...


class Desk(Protocol):
    """Our own desk, by its one question and the way out of its queue."""

    def state(self, conversation: str) -> Literal["bot", "waiting", "claimed"]: ...
    def withdraw(self, conversation: str) -> object: ...


@dataclass(frozen=True)
class Parts:
    """Everything the channel needs. `page` gives the address at which a conversation goes on in a
    browser, None when there is none."""

    conversations: Conversations
    outbox: Outbox
    people: People
    evidence: Evidence
    desk: Desk
    looks: Looks
    page: Callable[[str], str | None]


__all__ = [
    "WINDOWS",
    "Article",
    "Choice",
    "Desk",
    "Due",
    "Evidence",
    "Item",
    "Looks",
    "NotTaken",
    "Outbox",
    "Parts",
    "People",
    "Progress",
    "Rendered",
    "Window",
]
