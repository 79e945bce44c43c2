"""Danger first: what to do now and whom to call, before any law."""

from __future__ import annotations

from dataclasses import replace

from actions.answering import respond
from actions.fair_play import advise
from actions.matter import settle_dispute, take_facts
from actions.referrals import refer
from actions.skill import Skill
from actions.talk import Talk
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
        refer(talk, entry, "danger")
        if turn.meant == "tell_dispute":
            danger = base.get("dangers", key, Danger)
            if turn.disputes and turn.disputes[0]["id"] in danger.then_answer:
                respond(talk)
            elif CONSUMER_BODY in danger.bodies:
                # Kept for later, when the person comes back to the money.
                matter, _ = take_facts(settle_dispute(talk.matter, turn, base), turn, base)
                talk.set_matter(matter)
        talk.set_matter(replace(talk.matter, referred=entry))
        if turn.meant == "foul_play":
            advise(talk)
