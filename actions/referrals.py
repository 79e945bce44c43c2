"""Sending a referral: its text, and the structured form for doors that can show it.

An entry is the folder and the id of what names the helpers: `["elsewhere", "labour"]`.
"""

from __future__ import annotations

import knowledge
from actions import words
from actions.talk import Talk
from knowledge import KnowledgeBase
from knowledge.schema import Danger, Elsewhere

_KINDS: dict[str, type[Danger] | type[Elsewhere]] = {"dangers": Danger, "elsewhere": Elsewhere}


def refer(talk: Talk, entry: list[str], kind: str) -> None:
    """Say what the entry says. `kind` is danger, notice or handoff: how a door should show it."""
    found = _entry(entry, talk.base)
    _send(talk, knowledge.refer(talk.base, found.say, found.bodies), kind)


def refer_again(talk: Talk, entry: list[str]) -> None:
    """Name the helpers once more for a question that only they can answer."""
    bodies = _entry(entry, talk.base).bodies
    _send(talk, knowledge.refer(talk.base, words.ASK_THEM, bodies), "notice")


def remind_of_danger(talk: Talk, entry: list[str] | None, dispute: str) -> None:
    """Name those to call once more while the matter is the very danger that was warned of."""
    danger = _entry(entry, talk.base) if entry and entry[0] == "dangers" else None
    if isinstance(danger, Danger) and dispute in danger.then_answer:
        _send(talk, knowledge.refer(talk.base, words.CALL_FIRST, danger.bodies), "notice")


def _entry(entry: list[str], base: KnowledgeBase) -> Danger | Elsewhere:
    folder, key = entry
    return base.get(folder, key, _KINDS[folder])


def _send(talk: Talk, referral: knowledge.Referral, kind: str) -> None:
    talk.say(referral.to_text(), referral.to_dict(kind))
