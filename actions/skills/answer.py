"""The main skill: a story, a fact, a choice, a wish or a question about the matter."""

from __future__ import annotations

from actions.answering import respond
from actions.skill import Skill
from actions.talk import Talk


class ActionAnswer(Skill):
    """Everything said about a matter ends here."""

    ACTION = "action_answer"

    def respond(self, talk: Talk) -> None:
        respond(talk)
