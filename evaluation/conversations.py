"""Conversations as data: the files of tests/conversations, played against the assistant.

One file is one conversation. Each turn is what the person does (`user` text; `button`: the label
of an option offered in the last reply; `upload`: a file's name with what was read in it; `edit`: a
field of the draft rewritten) and what must hold of the replies together: `say` (every line: one of
its words stands in the text), `must_not`, `cites` (citations in the answer), `facts` (fact id →
value understood so far), `asks` (the fact or field asked for; null: nothing is asked), `shows` (the
types of cards that came), `draft` (field of the draft → words that stand in it). `today` on a turn
moves the calendar on.
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
UPLOADED = "（上传了一个文件）"


class BadConversation(KnowledgeError):
    """A conversation file is not of the format; says which file and what."""


class Upload(BaseModel):
    """A file that was sent, and what was read in it: its kind in words, facts by id."""

    model_config = ConfigDict(extra="forbid")

    name: str
    kind: str | None = None
    proof: str | None = None
    found: dict[str, Any] = {}

    def details(self) -> dict[str, Any]:
        """As the web channel puts it beside the message."""
        read = [{"fact": fact, "value": _json(value)} for fact, value in self.found.items()]
        seen = [{"kind": self.kind, "proof": self.proof}] if self.kind else []
        return {
            "id": uuid4().hex,
            "name": self.name,
            "media_type": "image/png",
            "found": seen + read,
        }


class Edit(BaseModel):
    """A field of the draft and its new value."""

    model_config = ConfigDict(extra="forbid")

    field: str
    value: str


class Turn(BaseModel):
    """One thing the person does, and what must hold after it."""

    model_config = ConfigDict(extra="forbid")

    user: str | None = None
    button: str | None = None
    upload: Upload | None = None
    edit: Edit | None = None
    today: date | None = None
    say: list[list[str]] = []
    must_not: list[str] = []
    cites: list[str] = []
    facts: dict[str, Any] = {}
    asks: str | Literal["anything"] | None = "anything"
    shows: list[str] = []
    draft: dict[str, str] = {}

    @model_validator(mode="after")
    def _one_act(self) -> Turn:
        if sum(act is not None for act in (self.user, self.button, self.upload, self.edit)) != 1:
            raise ValueError("a turn has exactly one of user, button, upload, edit")
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


@dataclass(frozen=True)
class Surface:
    """How a channel looks to a person: the words of one turn's replies, and what pressing a label in
    them sends (text, and what stands beside it; None when nothing with that label is offered)."""

    words: Callable[[list[Reply]], str]
    press: Callable[[str, list[Reply]], tuple[str, dict[str, Any]] | None]


async def play(
    conversation: Conversation, answer: Play, surface: Surface | None = None
) -> list[Failure]:
    """Play one conversation from the start; returns what did not hold, empty when all did.

    `surface`: the channel it is read and pressed on; by default the plain texts of the replies and
    the buttons of the widget."""
    surface = surface or Surface(_texts, _pressed)
    sender, replies, failures = uuid4().hex, list[Reply](), list[Failure]()
    today = conversation.today
    for number, turn in enumerate(conversation.turns, 1):
        today = turn.today or today
        details: dict[str, Any] = {"day": today.isoformat()}
        text = turn.user
        if turn.upload is not None:
            text, details["upload"] = UPLOADED, turn.upload.details()
        if turn.edit is not None:
            text, details["edit"] = f"改成：{turn.edit.value}", turn.edit.model_dump()
        if turn.button is not None:
            pressed = surface.press(turn.button, replies)
            if pressed is None:
                return [*failures, Failure(number, f"no button “{turn.button}” was offered")]
            text, details = pressed[0], details | pressed[1]
        message = Incoming("test", sender, uuid4().hex, plain_words(text or ""), details)
        replies = await answer(message)
        failures += [
            Failure(number, what) for what in _unmet(turn, replies, surface.words(replies))
        ]
    return failures


def play_now(conversation: Conversation, answer: Play) -> list[Failure]:
    """`play`, for callers without an event loop."""
    return asyncio.run(play(conversation, answer))


def _texts(replies: list[Reply]) -> str:
    return "\n".join(reply.text for reply in replies)


def _pressed(label: str, replies: list[Reply]) -> tuple[str, dict[str, Any]] | None:
    """A button of the last replies, with the fact and value behind it."""
    for custom in (reply.custom or {} for reply in replies):
        for fact, value, shown in buttons(custom):
            if shown == label:
                return label, {"choice": {"fact": fact, "value": value}}
    return None


_HANDOFF = {
    "offered": (("yes", "转给人工"), ("no", "先不用")),
    "waiting": (("withdraw", "不等了"),),
    "ticket": (("withdraw", "撤回这张单"),),
}


def buttons(card: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The buttons a card has in the widget: fact, value, label."""
    kind, asked = card.get("type"), card.get("ask") or {}
    options = card.get("options", [])
    if kind == "form_question" and card.get("kind") == "yes_no" and not options:
        options = [{"id": "yes", "label": "是"}, {"id": "no", "label": "否"}]
    if kind == "form_question" and not card.get("required"):
        options = [*options, {"id": "skip", "label": "跳过"}]
    fact = "dispute" if kind == "choose_dispute" else str(card.get("field", ""))
    yield from ((fact, option["id"], option["label"]) for option in options)
    yield from ((asked["fact"], o["id"], o["label"]) for o in asked.get("options", []))
    if kind == "consent":
        for answer, label in (("yes", "同意"), ("no", "不同意")):
            yield f"consent.{card['id']}", f"{answer}:{card['version']}", label
    if kind == "draft":
        yield from (("draft", action["id"], action["label"]) for action in card["actions"])
    if kind == "handoff":
        yield from (("handoff", *pair) for pair in _HANDOFF.get(card["state"], ()))
    if kind == "rating":
        yield from (("rating", str(n), f"{n}分") for n in range(1, card["scale"] + 1))


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _unmet(turn: Turn, replies: list[Reply], text: str) -> Iterator[str]:
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
        if known.get(fact) != _json(value):
            yield f"{fact} is {known.get(fact)!r}, not {_json(value)!r}"
    yield from _cards_unmet(turn, [reply.custom or {} for reply in replies], answers)


def _cards_unmet(
    turn: Turn, cards: list[dict[str, Any]], answers: list[dict[str, Any]]
) -> Iterator[str]:
    if turn.asks != "anything":
        fields = [card["field"] for card in cards if card.get("type") == "form_question"]
        facts = [(answers[-1]["ask"] or {}).get("fact")] if answers else []
        asked = next(filter(None, [*fields, *facts]), None)
        if asked != turn.asks:
            yield f"asked for {asked!r}, not {turn.asks!r}"
    types = [card.get("type") for card in cards]
    for kind in turn.shows:
        if kind not in types:
            yield f"no {kind} was shown; shown: {types}"
    shown = {f["id"]: f["value"] for c in cards if c.get("type") == "draft" for f in c["fields"]}
    for field, words in turn.draft.items():
        if words not in str(shown.get(field)):
            yield f"{field} of the draft is {shown.get(field)!r}, without “{words}”"
