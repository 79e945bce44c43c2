"""Moving between matters, and taking back: another one, the earlier one, start over, undo."""

from __future__ import annotations

from actions import withdrawing
from actions.filing_start import take_up
from actions.handing_over import withdraw
from actions.moving import cancel, resume, start_another, start_over, undo
from actions.skill import Skill
from actions.talk import Talk


class ActionMove(Skill):
    """One skill for the five ways to move, by intent. A filed case taken back and a form taken up
    again sound like them."""

    ACTION = "action_move"
    GUARDED = False

    def respond(self, talk: Talk) -> None:
        """By intent; who stops waiting for a person leaves the queue."""
        if withdrawing.take(talk) or (talk.turn.intent == "resume_matter" and take_up(talk)):
            return
        busy = talk.dialogue.filing or talk.dialogue.awaiting
        if talk.turn.intent == "cancel" and not busy and withdraw(talk):
            return
        ways = {
            "resume_matter": resume,
            "new_matter": start_another,
            "start_over": start_over,
            "undo": undo,
            "cancel": cancel,
        }
        ways[talk.turn.intent](talk)
