"""Be forgotten, or get a copy of everything."""

from __future__ import annotations

from actions.privacy import ask_forget, export
from actions.skill import Skill
from actions.talk import Talk


class ActionPersonalData(Skill):
    """删除我的信息 and 导出我的记录."""

    ACTION = "action_personal_data"

    def respond(self, talk: Talk) -> None:
        (export if talk.turn.intent == "export_data" else ask_forget)(talk)
