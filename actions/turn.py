"""The latest message as the actions see it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from complaints import services


@dataclass(frozen=True)
class Turn:
    """What understanding made of one message (see `bot.nlu` for the meaning of the fields).

    `parts`: the matters of a message that tells of several, the one wanted first at the head.
    `conversation` and `key` name the message for stores that must not act on it twice; `upload`
    and `edit` are what the door put beside it: a file kept as evidence, a field of a draft
    rewritten.
    """

    text: str
    intent: str
    day: date
    disputes: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: list[dict[str, Any]] = field(default_factory=list)
    stories: list[dict[str, Any]] = field(default_factory=list)
    parts: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    choice: dict[str, Any] | None = None
    danger: str | None = None
    meant: str = ""
    ask: str = "none"
    conversation: str = ""
    key: str = ""
    at: str = ""
    upload: dict[str, Any] | None = None
    edit: dict[str, Any] | None = None

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Read the latest message. `meant` is the likeliest intent apart from danger, `ask` what
        a story asks for besides."""
        message: dict[str, Any] = tracker.latest_message or {}
        given = message.get("day")
        beside = message.get("metadata") or {}
        ranking = message.get("intent_ranking") or []
        day = date.fromisoformat(given) if given else services().today()
        return cls(
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            day=day,
            disputes=message.get("disputes") or [],
            elsewhere=message.get("elsewhere") or [],
            stories=message.get("stories") or [],
            parts=message.get("parts") or [],
            facts=message.get("facts") or {},
            choice=message.get("choice"),
            danger=message.get("danger"),
            meant=ranking[0]["name"] if ranking else "",
            ask=message.get("ask") or "none",
            conversation=tracker.sender_id or "",
            key=_digest(message.get("message_id") or ""),
            at=day.isoformat(),
            upload=beside.get("upload"),
            edit=beside.get("edit"),
        )

    def pressed(self, fact: str) -> str | None:
        """The value of the button pressed, when it was one of this kind."""
        if self.choice and self.choice.get("fact") == fact:
            return str(self.choice.get("value"))
        return None


def _digest(key: str) -> str:
    """A key of one length, whatever the door's was."""
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
