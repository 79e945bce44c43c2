"""Sending a referral: its text, and the structured form for doors that can show it.

An entry is the folder and the id of what names the helpers: `["elsewhere", "labour"]`.
"""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

import knowledge
from actions import words
from knowledge import KnowledgeBase
from knowledge.schema import Danger, Elsewhere

_KINDS: dict[str, type[Danger] | type[Elsewhere]] = {"dangers": Danger, "elsewhere": Elsewhere}


def refer(
    dispatcher: CollectingDispatcher, entry: list[str], base: KnowledgeBase, kind: str
) -> None:
    """Say what the entry says. `kind` is danger, notice or handoff: how a door should show it."""
    found = _entry(entry, base)
    _send(dispatcher, knowledge.refer(base, found.say, found.bodies), kind)


def refer_again(dispatcher: CollectingDispatcher, entry: list[str], base: KnowledgeBase) -> None:
    """Name the helpers once more for a question that only they can answer."""
    _send(dispatcher, knowledge.refer(base, words.ASK_THEM, _entry(entry, base).bodies), "notice")


def remind_of_danger(
    dispatcher: CollectingDispatcher, entry: list[str] | None, dispute: str, base: KnowledgeBase
) -> None:
    """Name those to call once more while the matter is the very danger that was warned of."""
    danger = _entry(entry, base) if entry and entry[0] == "dangers" else None
    if isinstance(danger, Danger) and dispute in danger.then_answer:
        _send(dispatcher, knowledge.refer(base, words.CALL_FIRST, danger.bodies), "notice")


def _entry(entry: list[str], base: KnowledgeBase) -> Danger | Elsewhere:
    folder, key = entry
    return base.get(folder, key, _KINDS[folder])


def _send(dispatcher: CollectingDispatcher, referral: knowledge.Referral, kind: str) -> None:
    dispatcher.utter_message(text=referral.to_text(), json_message=referral.to_dict(kind))
