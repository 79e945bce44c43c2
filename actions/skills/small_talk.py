"""Greetings, thanks, abuse, chat: a fixed response each."""

from __future__ import annotations

from actions.skill import Skill
from actions.talk import Talk


class ActionSmallTalk(Skill):
    """The response of domain.yml named after the intent."""

    ACTION = "action_small_talk"

    def respond(self, talk: Talk) -> None:
        talk.use(f"utter_{talk.turn.intent}")
