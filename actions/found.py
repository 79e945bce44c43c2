"""Facts read from a picture: offered, and taken when the person says they are right."""

from __future__ import annotations

from dataclasses import replace

from actions import words
from actions.answering import show
from actions.talk import Talk

AWAITING = "found"


def take(talk: Talk) -> bool:
    """A yes takes what was read; a no leaves it; anything else is answered as it is."""
    if (talk.dialogue.awaiting or {}).get("what") != AWAITING:
        return False
    if talk.turn.intent == "affirm":
        take_found(talk)
        return True
    if talk.turn.intent == "deny":
        talk.update(awaiting=None)
        talk.say(words.NOT_TAKEN)
        return True
    return False


def take_found(talk: Talk) -> None:
    """Put what was read into the facts, as told by a document."""
    awaiting = talk.dialogue.awaiting or {}
    if awaiting.get("what") != AWAITING:
        talk.say(words.NOTHING_FOUND)
        return
    book = talk.matter.book
    for fact, value in awaiting["facts"].items():
        book = book.with_value(fact, value, "document", talk.turn.at)
    talk.set_matter(replace(talk.matter, book=book))
    talk.update(awaiting=None)
    if talk.has_file:
        show(talk, talk.matter, words.NOTED_BRIEFLY)
    else:
        talk.say(words.NOTED_BRIEFLY)
