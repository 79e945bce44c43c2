"""Greetings, thanks, abuse, chat: a fixed response each, or, in the middle of a matter, back to it."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import words
from actions.answering import answer_to, respond
from actions.following_up import answered
from actions.matter import title_of
from actions.moving import resume_named
from actions.skill import Skill
from actions.talk import Talk

FIGURES = re.compile(r"[\d\s\-+().]*\d[\d\s\-+().]*")
"""A number alone is no greeting and no chat, whatever it sounds like."""
IN_A_MATTER = {
    "greet": words.GREET_AGAIN,
    "chat": words.CHAT_AGAIN,
    "insult": words.INSULT_AGAIN,
    "off_topic": words.OFF_TOPIC_AGAIN,
}


class ActionSmallTalk(Skill):
    """The response of domain.yml named after the intent."""

    ACTION = "action_small_talk"

    def respond(self, talk: Talk) -> None:
        """The fixed response, or in the middle of a matter a way back to it."""
        intent = talk.turn.intent
        if talk.has_file and FIGURES.fullmatch(talk.turn.text):
            respond(talk)
            return
        if intent == "off_topic" and (resume_named(talk) or (talk.has_file and answered(talk))):
            return
        asks = intent == "not_helpful" and talk.turn.ask != "none"
        sums = intent == "chat" and talk.turn.ask == "compensation" and "多少" in talk.turn.text
        if talk.has_file and (asks or sums):
            talk.turn = replace(talk.turn, intent=f"ask_{talk.turn.ask}") if sums else talk.turn
            respond(talk)
            return
        if not talk.has_file or intent not in (*IN_A_MATTER, "not_helpful"):
            talk.use(f"utter_{intent}")
        elif intent == "not_helpful":
            _more_simply(talk)
        else:
            talk.say(IN_A_MATTER[intent].format(title=title_of(talk.matter, talk.base)))


def _more_simply(talk: Talk) -> None:
    """The advice in two sentences."""
    answer = answer_to(talk, talk.matter)
    first = words.FIRST_STEP.format(title=answer.steps[0].title) if answer.steps else ""
    talk.say(words.SIMPLY.format(headline=answer.headline, first=first), answer.to_dict())
