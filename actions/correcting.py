"""What a correction is about: 不对，是2999 names a value and no fact."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions import words
from actions.matter import Matter
from actions.turn import Turn
from knowledge import KnowledgeBase

CORRECTION = "correct_fact"
_BARE = {"money": "number", "count": "number", "day": "days"}
"""Kind of fact → where understanding puts a value that names no fact."""


def corrected(turn: Turn, matter: Matter, base: KnowledgeBase) -> Turn:
    """The turn with its bare value given to the fact it corrects: the one its words name, else the
    one of that kind told last."""
    if turn.intent != CORRECTION and not turn.text.startswith(words.CORRECTING):
        return turn
    told = [key for key in turn.facts if key in base.ids("facts")]
    if any(key in matter.book for key in told):
        return turn
    for key in _candidates(turn, matter, base):
        value = _bare(turn, base.fact(key).kind)
        if value is not None:
            return replace(turn, facts={**turn.facts, key: value})
    return turn


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
