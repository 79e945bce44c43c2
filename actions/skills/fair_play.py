"""Invented evidence, threats, more loss than there was: refused, with what works instead."""

from __future__ import annotations

from actions.skill import Skill
from actions.talk import Talk
from knowledge.schema import Tip

TIP = "fair_play"


class ActionFairPlay(Skill):
    """Says what the law says of it, and what to do honestly."""

    ACTION = "action_fair_play"

    def respond(self, talk: Talk) -> None:
        tip = talk.base.get("tips", TIP, Tip)
        talk.say(
            f"{tip.text}\n依据：{'；'.join(tip.cites)}",
            {"type": "tip", "title": tip.title, "text": tip.text, "cites": list(tip.cites)},
        )
