"""A first message that tells of several matters: each made a matter of its own, one answered now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions import words
from actions.matter import Matter, take_facts, title_of
from actions.talk import Talk
from actions.turn import Turn


def tell_apart(talk: Talk) -> None:
    """Take down what the message tells of other matters, and leave in the turn only what belongs to
    the one that is to be dealt with first."""
    turn, filed = talk.turn, talk.base.ids("disputes")
    if not talk.matter.empty or any(part["dispute"] not in filed for part in turn.parts):
        return
    if len(turn.parts) < 2:
        return
    first, *others = turn.parts
    for part in others[::-1]:
        matter = Matter(part["dispute"], part["confidence"]).told(part["text"])
        matter, _ = take_facts(matter, _of(turn, part), talk.base)
        talk.dialogue = talk.dialogue.with_new(matter)
    kept = [title_of(matter, talk.base) for matter in talk.dialogue.matters[::-1]]
    talk.turn = _of(turn, first)
    now, _ = take_facts(Matter(first["dispute"]), talk.turn, talk.base)
    named = "、".join(f"“{title}”" for title in kept)
    talk.say(words.TWO_MATTERS.format(first=title_of(now, talk.base), others=named))
    talk.dialogue = talk.dialogue.with_new(Matter())


def _of(turn: Turn, part: dict[str, Any]) -> Turn:
    """The turn as if only this part had been said."""
    told = [{"id": part["dispute"], "confidence": part["confidence"]}]
    return replace(
        turn, text=part["text"], facts=part["facts"], disputes=told, stories=told, parts=[]
    )
