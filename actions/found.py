"""Facts read from a picture: offered, and taken when the person says they are right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions import words
from actions.answering import show
from actions.talk import Talk

AWAITING = "found"


def take(talk: Talk) -> bool:
    """A yes takes what was read; a no leaves it; anything else is answered as it is."""
    if (talk.dialogue.awaiting or {}).get("what") != AWAITING:
        return False
    pressed = talk.turn.pressed(AWAITING)
    if pressed == "yes" or (pressed is None and talk.turn.intent == "affirm"):
        take_found(talk)
        return True
    if pressed == "no" or (pressed is None and talk.turn.intent == "deny"):
        talk.update(awaiting=None)
        talk.say(words.NOT_TAKEN)
        return True
    if pressed is None and talk.turn.text.startswith(words.RIGHT) and not talk.turn.upload:
        # 对的，左边没声，他不理我: what was read is right, and the rest is answered.
        _hold_found(talk)
    return False


def _hold_found(talk: Talk) -> None:
    found: dict[str, Any] = (talk.dialogue.awaiting or {})["facts"]
    book = talk.matter.book
    for fact, value in found.items():
        book = book.with_value(fact, value, "document", talk.turn.at)
    talk.set_matter(replace(talk.matter, book=book))
    talk.update(awaiting=None)


def take_found(talk: Talk) -> None:
    """Put what was read into the facts, as told by a document."""
    _hold_found(talk)
    if talk.has_file:
        show(talk, talk.matter, words.NOTED_BRIEFLY)
    else:
        talk.say(words.NOTED_BRIEFLY)
