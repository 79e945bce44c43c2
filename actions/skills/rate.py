"""A rating given without being asked for."""

from __future__ import annotations

from actions.rating import ask
from actions.skill import Skill
from actions.talk import Talk


class ActionRate(Skill):
    """打五分; without a number one is asked for."""

    ACTION = "action_rate"

    def respond(self, talk: Talk) -> None:
        ask(talk)
