"""How far a case is, and what an official notice means."""

from __future__ import annotations

from actions.progress import ask_progress, received_notice
from actions.skill import Skill
from actions.talk import Talk


class ActionProgress(Skill):
    """查进度 and 收到不予受理通知书."""

    ACTION = "action_progress"

    def respond(self, talk: Talk) -> None:
        (received_notice if talk.turn.intent == "received_notice" else ask_progress)(talk)
