"""How far a case is, and what an official notice means."""

from __future__ import annotations

from actions import words
from actions.answering import respond
from actions.negotiating import refused
from actions.progress import ask_progress, notice_named, received_notice
from actions.skill import Skill
from actions.talk import Talk


class ActionProgress(Skill):
    """查进度 and 收到不予受理通知书."""

    ACTION = "action_progress"

    def respond(self, talk: Talk) -> None:
        if _of_the_matter(talk):
            (refused if talk.turn.facts.get("excuses") else respond)(talk)
            return
        (received_notice if talk.turn.intent == "received_notice" else ask_progress)(talk)


def _of_the_matter(talk: Talk) -> bool:
    """Whether the merchant is spoken of, and neither an authority nor a case."""
    turn = talk.turn
    if turn.intent == "received_notice":
        official = any(mark in turn.text for mark in words.OFFICIAL)
        return talk.has_file and not official and notice_named(talk) is None
    cases = talk.services.cases.of_conversation(turn.conversation)
    return not cases and turn.ask not in ("progress", "none")
