"""The latest message as the actions see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from complaints import services


@dataclass(frozen=True)
class Turn:
    """What understanding made of one message (see `bot.nlu` for the meaning of the fields)."""

    text: str
    intent: str
    day: date
    disputes: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    choice: dict[str, Any] | None = None
    danger: str | None = None
    meant: str = ""
    ask: str = "none"

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Read the latest message. `meant` is the likeliest intent apart from danger, `ask` what
        a story asks for besides."""
        message: dict[str, Any] = tracker.latest_message or {}
        given = message.get("day")
        ranking = message.get("intent_ranking") or []
        return cls(
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            day=date.fromisoformat(given) if given else services().today(),
            disputes=message.get("disputes") or [],
            elsewhere=message.get("elsewhere") or [],
            facts=message.get("facts") or {},
            choice=message.get("choice"),
            danger=message.get("danger"),
            meant=ranking[0]["name"] if ranking else "",
            ask=message.get("ask") or "none",
        )
