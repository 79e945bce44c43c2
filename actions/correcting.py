"""What a correction is about: 不对，是2999 names a value and no fact; 不是320，是230 names the old one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from actions import words
from actions.matter import Matter
from actions.turn import Turn
from knowledge import KnowledgeBase

CORRECTION = "correct_fact"
_BARE = {"money": "number", "count": "number", "day": "days"}
"""Kind of fact → where understanding puts a value that names no fact."""
_DENIED = re.compile(r"不是[^\d，。,]{0,4}(\d+(?:\.\d+)?)")


def corrected(turn: Turn, matter: Matter, base: KnowledgeBase) -> Turn:
    """The turn with its bare value given to the fact it corrects: the one whose value it denies,
    else the one its words name, else the one of that kind told last."""
    if turn.intent != CORRECTION and not turn.text.startswith(words.CORRECTING):
        return turn
    denied = _denied(turn, matter)
    if denied is not None:
        key, value = denied
        facts = {k: v for k, v in turn.facts.items() if k not in ("amount", "received_day")}
        return replace(turn, facts={**facts, key: value})
    told = [key for key in turn.facts if key in base.ids("facts")]
    if any(key in matter.book for key in told):
        return turn
    for key in _candidates(turn, matter, base):
        value = _bare(turn, base.fact(key).kind)
        if value is not None:
            return replace(turn, facts={**turn.facts, key: value})
    return turn


def _denied(turn: Turn, matter: Matter) -> tuple[str, Any] | None:
    """The fact whose known value the turn denies, and the value it gives instead."""
    days, now = turn.facts.get("days", []), turn.facts.get("at_issue")
    found = _DENIED.search(turn.text)
    for key, value in reversed(matter.facts.items()):
        if len(days) > 1 and "不是" in turn.text and value == days[0]:
            return key, days[-1]
        if found and now is not None and _number(value) == float(found[1]) != now:
            return key, now
    return None


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _candidates(turn: Turn, matter: Matter, base: KnowledgeBase) -> list[str]:
    """The facts known of the matter: those named in the turn first, then the latest first."""
    known = list(matter.book.known)[::-1]
    named = [key for key in known if base.fact(key).name in turn.text]
    return named + [key for key in known if key not in named]


def _bare(turn: Turn, kind: str) -> Any:
    value = turn.facts.get(_BARE.get(kind, ""))
    if kind == "money" and value is None:
        value = next(iter(turn.facts.get("amounts", [])), None)
    return value[0] if isinstance(value, list) else value
