"""Questions on one side of the matter, and what comes after the present step."""

from __future__ import annotations

from actions.following_up import ask_about, ask_next
from actions.skill import Skill
from actions.talk import Talk


class ActionFollowUp(Skill):
    """那运费呢？ and 要是他不肯呢？"""

    ACTION = "action_follow_up"

    def respond(self, talk: Talk) -> None:
        (ask_next if talk.turn.intent == "ask_next" else ask_about)(talk)
