"""Be forgotten, or get a copy of everything."""

from __future__ import annotations

from actions import words
from actions.answering import respond
from actions.privacy import ask_forget, export
from actions.skill import Skill
from actions.talk import Talk


class ActionPersonalData(Skill):
    """删除我的信息 and 导出我的记录."""

    ACTION = "action_personal_data"

    def respond(self, talk: Talk) -> None:
        if _of_the_matter(talk):
            respond(talk)
            return
        (export if talk.turn.intent == "export_data" else ask_forget)(talk)


def _of_the_matter(talk: Talk) -> bool:
    """Whether something else is not to be deleted: 差评我不想删，能要多少."""
    turn = talk.turn
    mine = any(mark in turn.text for mark in words.MY_DATA)
    return turn.intent == "forget_me" and talk.has_file and not mine and turn.ask != "none"
