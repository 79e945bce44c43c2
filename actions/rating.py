"""How it went: asked once after an outcome, one to five and words of one's own."""

from __future__ import annotations

import re

from actions import words
from actions.talk import Talk
from complaints.states import MOVES

AWAITING = "rating"
_DIGITS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
}
_STARS = re.compile(r"([一二两三四五1-5])\s*(?:分|星|颗星|个星)|^\s*([1-5])\s*$")


def ask(talk: Talk) -> None:
    """Ask for a rating of the help given."""
    talk.update(awaiting={"what": AWAITING})
    talk.say(
        words.RATE,
        {"type": "rating", "scale": 5, "text": words.RATE},
    )


def press(talk: Talk) -> bool:
    """Stars pressed; the words that came with them are about the help given, whatever they say."""
    stars = _DIGITS.get(talk.turn.pressed(AWAITING) or "")
    if stars is None:
        return False
    give(talk, stars)
    return True


def take(talk: Talk) -> bool:
    """A rating in words, asked for or not."""
    asked = (talk.dialogue.awaiting or {}).get("what") == AWAITING
    stars = stars_in(talk)
    if stars is None or not (asked or talk.turn.intent == "rate"):
        if asked:
            talk.update(awaiting=None)
        return False
    give(talk, stars)
    return True


def give(talk: Talk, stars: int) -> None:
    """Keep a rating with the words it came in; a case that has an outcome is rated with it."""
    turn, services = talk.turn, talk.services
    services.ratings.give(turn.conversation, turn.key, stars, turn.text)
    decided = (
        c for c in services.cases.of_conversation(turn.conversation) if "rated" in MOVES[c.state]
    )
    for case in decided:
        services.cases.rate(case.number, stars, turn.text)
        break
    talk.update(awaiting=None)
    talk.undoable = False
    talk.say(words.RATED_WELL if stars > 3 else words.RATED_BADLY)


def stars_in(talk: Talk) -> int | None:
    """The number of stars a turn gives."""
    found = _STARS.search(talk.turn.text)
    if found:
        return _DIGITS[found[1] or found[2]]
    if talk.turn.intent == "rate":
        return next(
            (n for n, marks in words.STARS if any(m in talk.turn.text for m in marks)), None
        )
    return None
