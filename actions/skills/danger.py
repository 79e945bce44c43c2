"""Danger first: what to do now and whom to call, before any law."""

from __future__ import annotations

from dataclasses import replace

from actions import words
from actions.answering import respond
from actions.fair_play import advise
from actions.matter import Matter, settle_dispute, take_facts
from actions.referrals import refer
from actions.skill import Skill
from actions.talk import Talk
from actions.turn import Turn
from knowledge import KnowledgeBase
from knowledge.schema import Danger

CONSUMER_BODY = "samr_12315"
"""A danger that names it is a consumer matter as well; a fraudster's pretext (退款) is none."""


class ActionDanger(Skill):
    """The warning first; the matter itself after it where that kind of danger allows."""

    ACTION = "action_danger"
    GUARDED = False

    def respond(self, talk: Talk) -> None:
        """Warn, then answer where that kind of danger allows, or keep the matter for later."""
        turn, base, key = talk.turn, talk.base, str(talk.turn.danger)
        entry = ["dangers", key]
        if talk.matter.referred == entry and any(mark in turn.text for mark in words.CARED):
            talk.set_matter(_noted(talk.matter, turn, base))
            talk.say(words.CARED_FOR)
            return
        refer(talk, entry, "danger")
        if turn.meant == "tell_dispute":
            danger = base.get("dangers", key, Danger)
            if turn.disputes and turn.disputes[0]["id"] in danger.then_answer:
                respond(talk)
            elif CONSUMER_BODY in danger.bodies:
                # Kept for later, when the person comes back to the money.
                _keep(talk, entry)
        talk.set_matter(replace(talk.matter, referred=entry))
        if turn.meant == "foul_play":
            advise(talk)


def _keep(talk: Talk, entry: list[str]) -> None:
    """Take down what the turn tells: of the present matter, or of one of its own, beside the matter
    whose form is being filled in."""
    before = talk.matter
    matter = settle_dispute(before, talk.turn, talk.base)
    other = bool(before.dispute) and matter.dispute != before.dispute
    matter = _noted(matter, talk.turn, talk.base)
    if other and talk.dialogue.filing:
        talk.dialogue = talk.dialogue.beside(replace(matter, referred=entry))
    elif other:
        talk.dialogue = talk.dialogue.with_new(matter)
    else:
        talk.set_matter(matter)


def _noted(matter: Matter, turn: Turn, base: KnowledgeBase) -> Matter:
    return take_facts(matter, turn, base)[0].told(turn.text)
