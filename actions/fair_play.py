"""Invented evidence, threats, more loss than there was: refused, with what works instead."""

from __future__ import annotations

from actions import words
from actions.talk import Talk
from knowledge.schema import Tip

TIP = "fair_play"


def advise(talk: Talk) -> None:
    """What the law says of it, and what to do honestly; in short when it was said before."""
    tip = talk.base.get("tips", TIP, Tip)
    cited = [words.BASIS.format(cites="；".join(tip.cites))] if tip.cites else []
    text = "\n".join([tip.text, *cited])
    talk.say(
        words.FAIR_AGAIN if talk.dialogue.times_said(text) else text,
        {"type": "tip", "title": tip.title, "text": tip.text, "cites": list(tip.cites)},
    )
