"""Invented evidence, threats, more loss than there was."""

from __future__ import annotations

from actions.fair_play import advise
from actions.skill import Skill
from actions.talk import Talk


class ActionFairPlay(Skill):
    """Says what the law says of it, and what to do honestly."""

    ACTION = "action_fair_play"

    def respond(self, talk: Talk) -> None:
        advise(talk)
