"""Conversations as data: the files of tests/conversations, played against the assistant.

One file is one conversation. Each turn is what the person does (`user` text, or `button`: the
label of an option offered in the last reply) and what must hold of the replies together: `say`
(every line: one of its words stands in the text), `must_not`, `cites` (citations in the answer),
`facts` (fact id → value understood so far), `asks` (the fact asked for; null: nothing is asked).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from bot.channels.port import Incoming, Reply, plain_words
from knowledge import KnowledgeError
from knowledge.lines import read_yaml

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "conversations"
Play = Callable[[Incoming], Awaitable[list[Reply]]]


class BadConversation(KnowledgeError):
    """A conversation file is not of the format; says which file and what."""


class Turn(BaseModel):
    """One thing the person does, and what must hold after it."""

    model_config = ConfigDict(extra="forbid")

    user: str | None = None
    button: str | None = None
    upload: str | None = None
    say: list[list[str]] = []
    must_not: list[str] = []
    cites: list[str] = []
    facts: dict[str, Any] = {}
    asks: str | Literal["anything"] | None = "anything"

    @model_validator(mode="after")
    def _one_act(self) -> Turn:
        if sum(act is not None for act in (self.user, self.button, self.upload)) != 1:
            raise ValueError("a turn has exactly one of user, button, upload")
        if self.upload is not None:
            raise ValueError("no channel takes uploads yet")
        return self


class Conversation(BaseModel):
    """A whole conversation; `today` is the day its messages are written on."""

    model_config = ConfigDict(extra="forbid")

    title: str
    today: date
    turns: list[Turn]


@dataclass(frozen=True)
class Failure:
    """Something that did not hold: after which turn (from 1), and what."""

    turn: int
    what: str

    def __str__(self) -> str:
        return f"turn {self.turn}: {self.what}"


def read(path: Path) -> Conversation:
    """One file. Raises `BadConversation`."""
    try:
        return Conversation.model_validate(read_yaml(path.read_text("utf-8"))[0])
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadConversation(f"{path}: {error}") from error


def read_all(folder: Path = FOLDER) -> dict[str, Conversation]:
    """Every conversation of a folder by file stem."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.yml"))}


async def play(conversation: Conversation, answer: Play) -> list[Failure]:
    """Play one conversation from the start; returns what did not hold, empty when all did."""
    sender, replies, failures = uuid4().hex, list[Reply](), list[Failure]()
    for number, turn in enumerate(conversation.turns, 1):
        details: dict[str, Any] = {"day": conversation.today.isoformat()}
        text = turn.user
        if turn.button is not None:
            choice = _choice(turn.button, replies)
            if choice is None:
                return [*failures, Failure(number, f"no button “{turn.button}” was offered")]
            text, details["choice"] = turn.button, choice
        message = Incoming("test", sender, uuid4().hex, plain_words(text or ""), details)
        replies = await answer(message)
        failures += [Failure(number, what) for what in _unmet(turn, replies)]
    return failures


def play_now(conversation: Conversation, answer: Play) -> list[Failure]:
    """`play`, for callers without an event loop."""
    return asyncio.run(play(conversation, answer))


def _choice(label: str, replies: list[Reply]) -> dict[str, str] | None:
    """The fact and value behind a button of the last replies."""
    for custom in (reply.custom or {} for reply in replies):
        asked = custom.get("ask") or {}
        offered = [("dispute", o) for o in custom.get("options", [])]
        offered += [(asked.get("fact", ""), o) for o in asked.get("options", [])]
        for fact, option in offered:
            if option["label"] == label:
                return {"fact": fact, "value": option["id"]}
    return None


def _unmet(turn: Turn, replies: list[Reply]) -> Iterator[str]:
    text = "\n".join(reply.text for reply in replies)
    answers = [r.custom for r in replies if r.custom and r.custom.get("type") == "answer"]
    if not text.strip():
        yield "nothing was said"
    for words in turn.say:
        if not any(word in text for word in words):
            yield f"none of {words} was said in:\n{text}"
    for word in turn.must_not:
        if word in text:
            yield f"“{word}” was said in:\n{text}"
    cited = {cite["text"] for answer in answers for cite in answer["cites"]}
    for cite in turn.cites:
        if cite not in cited:
            yield f"{cite} was not cited; cited: {sorted(cited)}"
    known = answers[-1]["facts"] if answers else {}
    for fact, value in turn.facts.items():
        shown = value.isoformat() if isinstance(value, date) else value
        if known.get(fact) != shown:
            yield f"{fact} is {known.get(fact)!r}, not {shown!r}"
    if turn.asks != "anything":
        asked = (answers[-1]["ask"] or {}).get("fact") if answers else None
        if asked != turn.asks:
            yield f"asked for {asked!r}, not {turn.asks!r}"
