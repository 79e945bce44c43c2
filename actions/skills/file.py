"""A complaint or report asked for."""

from __future__ import annotations

from actions.filing_start import start
from actions.skill import Skill
from actions.talk import Talk


class ActionFile(Skill):
    """帮我投诉, 我要举报."""

    ACTION = "action_file"

    def respond(self, talk: Talk) -> None:
        start(talk)
