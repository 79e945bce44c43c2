"""What a channel hands over and gets back; the service behind it implements `Conversations`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

MAX_TEXT = 2000
MAX_BODY = 16 * 1024
_SLASHES = "/／"


@dataclass(frozen=True)
class Incoming:
    """One message of a person. `key` is unique in its channel: the same key is the same message.

    `details` may hold `day` (the message's day, ISO), `choice` (a pressed button: `fact` and
    `value`, both ids), `edit` (a line of the draft rewritten: `field`, an id, and `value`, words)
    and `upload` (a file kept as evidence: `id`, `name`, `media_type`, and `found`, what was read
    in it, to be offered and never taken silently).
    """

    channel: str
    conversation: str
    key: str
    text: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """One thing to show: plain text, and the structured form where there is one."""

    text: str
    custom: dict[str, Any] | None = None


class Conversations(Protocol):
    """Where messages go; `bot.serving.turns.Turns` is the real one."""

    async def take(self, message: Incoming) -> list[Reply]:
        """Keep the message, answer it in its turn, and return the replies; for a message taken
        before, the replies it got."""
        ...


def plain_words(text: str) -> str:
    """A person's text as words only: a leading slash would be a command to Rasa, NUL cannot be
    stored, unpaired surrogates cannot be encoded."""
    clean = text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    return clean.strip().lstrip(_SLASHES).strip()
