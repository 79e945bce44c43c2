"""The way to a person."""

from __future__ import annotations

from actions.handing_over import offer
from actions.skill import Skill
from actions.talk import Talk


class ActionHuman(Skill):
    """转人工."""

    ACTION = "action_human"

    def respond(self, talk: Talk) -> None:
        offer(talk)
