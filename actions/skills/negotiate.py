"""Letters, steps taken and what came of them."""

from __future__ import annotations

from actions.negotiating import refused, settled, step_done, write_letter
from actions.skill import Skill
from actions.talk import Talk


class ActionNegotiate(Skill):
    """One skill for the four turns of a negotiation, by intent."""

    ACTION = "action_negotiate"

    def respond(self, talk: Talk) -> None:
        ways = {
            "write_letter": write_letter,
            "step_done": step_done,
            "refused": refused,
            "settled": settled,
        }
        ways[talk.turn.intent](talk)
