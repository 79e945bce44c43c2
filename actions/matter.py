"""The matter under discussion: which dispute, what is known, what was asked. Pure functions."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

import knowledge
from actions.turn import Turn
from knowledge import KnowledgeBase

SURE = 0.45
"""From this confidence a dispute is taken as told."""
OFFER = 0.08
"""Below this a dispute is not even offered as a choice."""
TRIES = 2
"""How often a fact is asked for before the assistant goes on without it."""


@dataclass(frozen=True)
class Matter:
    """Kept as JSON in the slot `matter`. `facts` are JSON values by fact id; `asked` counts
    questions; `pending` is the fact asked for last; `headline` what was last said."""

    dispute: str | None = None
    confidence: float | None = None
    also: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    pending: str | None = None
    headline: str = ""

    @classmethod
    def from_slot(cls, value: Any) -> Matter:
        return cls(**value) if isinstance(value, dict) else cls()

    def to_slot(self) -> dict[str, Any]:
        return asdict(self)


def settle_dispute(matter: Matter, turn: Turn, base: KnowledgeBase) -> Matter:
    """The matter with the dispute this turn is about.

    A dispute told with confidence opens a new matter unless it is the present one or the person
    was only answering a question. It may be one that the base has no file for.
    """
    if turn.choice and turn.choice.get("fact") == "dispute":
        key = str(turn.choice.get("value"))
        known = key in base.ids("disputes")
        return replace(matter, dispute=key if known else None, confidence=None)
    telling = "tell_dispute" in (turn.intent, turn.meant)
    if not telling or not turn.disputes or turn.disputes[0]["confidence"] < SURE:
        return matter
    top, others = turn.disputes[0], turn.disputes[1:3]
    if matter.dispute == top["id"] or (matter.pending and _answers(matter, turn, base)):
        return matter
    also = [d["id"] for d in with_file(others, base) if d["confidence"] >= SURE / 2]
    return Matter(dispute=top["id"], confidence=top["confidence"], also=also)


def take_facts(matter: Matter, turn: Turn, base: KnowledgeBase) -> tuple[Matter, dict[str, Any]]:
    """The matter with what this turn told, and what of it is new or different.

    What the person says replaces what was known; lists grow. An answer to the pending question is
    taken even when it stands alone ("3999", "上周五", the label of an option).
    """
    known = set(base.ids("facts"))
    told = {key: value for key, value in turn.facts.items() if key in known}
    if matter.pending:
        answer = _answer_to(matter.pending, turn, base)
        if answer is not None:
            told = {**_unclaimed(told, turn, matter.pending), matter.pending: answer}
    if turn.choice and turn.choice.get("fact") in known:
        told[str(turn.choice["fact"])] = turn.choice.get("value")
    facts, new = dict(matter.facts), {}
    for key, value in told.items():
        try:
            knowledge.read_fact(base.fact(key), value)
        except ValueError:
            continue
        if isinstance(value, list):
            value = [*facts.get(key, []), *(v for v in value if v not in facts.get(key, []))]
        if facts.get(key) != value:
            facts[key] = new[key] = value
    return replace(matter, facts=facts), new


def choices_to_offer(turn: Turn, base: KnowledgeBase) -> list[str]:
    """The disputes to offer when none was told with confidence: at most three, likeliest first."""
    return [d["id"] for d in with_file(turn.disputes, base) if d["confidence"] >= OFFER][:3]


def with_file(disputes: list[dict[str, Any]], base: KnowledgeBase) -> list[dict[str, Any]]:
    """Those of the recognised disputes that the base has a file for."""
    return [d for d in disputes if d["id"] in base.ids("disputes")]


def given_up(matter: Matter) -> list[str]:
    """Facts not to ask for again."""
    return [key for key, times in matter.asked.items() if times >= TRIES]


def _answers(matter: Matter, turn: Turn, base: KnowledgeBase) -> bool:
    return bool(matter.pending) and _answer_to(str(matter.pending), turn, base) is not None


def _answer_to(pending: str, turn: Turn, base: KnowledgeBase) -> Any:
    """What the turn says in answer to the question about `pending`; None when nothing."""
    if pending in turn.facts:
        return turn.facts[pending]
    fact = base.fact(pending)
    short = len(turn.text) <= 30
    if fact.kind == "day" and turn.facts.get("days"):
        return turn.facts["days"][0]
    if fact.kind == "money" and turn.facts.get("amounts"):
        return turn.facts["amounts"][0]
    if fact.kind in ("money", "count") and short:
        return turn.facts.get("number")
    if fact.options and short:
        option = knowledge.match_option(fact, turn.text)
        return [option] if option and fact.kind == "choices" else option
    if fact.kind == "text" and turn.intent in ("give_fact", "unclear") and short:
        return turn.text
    return None


def _unclaimed(told: dict[str, Any], turn: Turn, pending: str) -> dict[str, Any]:
    """What else the turn told, without readings of the very words that answer the question."""
    answers = {"amount", "purchase_day", "received_day"} - {pending}
    short = len(turn.text) <= 12
    return {key: value for key, value in told.items() if not (short and key in answers)}
