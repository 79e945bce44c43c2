"""A pressed button that no question took: a fact, a dispute, a notice, a place in the queue."""

from __future__ import annotations

from actions import handing_over, progress
from actions.answering import respond
from actions.skill import Skill
from actions.talk import Talk


class ActionChoose(Skill):
    """By the kind of button (`fact` of the choice)."""

    ACTION = "action_choose"

    def respond(self, talk: Talk) -> None:
        notice, handoff = talk.turn.pressed("notice"), talk.turn.pressed("handoff")
        if notice:
            progress.tell_notice(talk, notice)
        elif handoff == "yes":
            handing_over.offer(talk)
        elif handoff == "withdraw" and handing_over.withdraw(talk):
            pass
        else:
            respond(talk)
