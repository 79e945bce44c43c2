"""A pressed button: a fact, a dispute, or a command."""

from __future__ import annotations

from collections.abc import Callable

from actions import filing, found, handing_over, negotiating, privacy, progress, rating
from actions.answering import respond
from actions.skill import Skill
from actions.talk import Talk

_COMMANDS: dict[str, Callable[[Talk], None]] = {
    "file": filing.start,
    "report": lambda talk: filing.start(talk, ("report",)),
    "documents": negotiating.write_letter,
    "letter": negotiating.write_letter,
    "human": handing_over.offer,
    "progress": progress.ask_progress,
    "rating": rating.ask,
    "forget_me": privacy.ask_forget,
    "export": privacy.export,
    "take_found": found.take_found,
}


class ActionChoose(Skill):
    """By the kind of button (`fact` of the choice)."""

    ACTION = "action_choose"

    def respond(self, talk: Talk) -> None:
        command, notice = talk.turn.pressed("do"), talk.turn.pressed("notice")
        if command in _COMMANDS:
            _COMMANDS[command](talk)
        elif notice:
            progress.tell_notice(talk, notice)
        else:
            respond(talk)
