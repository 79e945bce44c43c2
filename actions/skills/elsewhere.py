"""Matters that are not ours: whose they are."""

from __future__ import annotations

from dataclasses import replace

from actions import words
from actions.answering import UNKNOWN, respond
from actions.matter import REMARK
from actions.negotiating import refused
from actions.referrals import refer
from actions.skill import Skill
from actions.talk import Talk
from knowledge.schema import Elsewhere

SURE, CERTAIN = 0.5, 0.9
"""Below `SURE`, what sounds like a matter not ours is a remark on the present one; below `CERTAIN`
where it speaks of the merchant."""


class ActionElsewhere(Skill):
    """Says whose matter it is; the one recognised best among those not ours."""

    ACTION = "action_elsewhere"

    def respond(self, talk: Talk) -> None:
        """Name whose matter it is, unless a short remark is on the present one."""
        turn = talk.turn
        known = talk.base.ids("elsewhere")
        found = next((e["id"] for e in turn.elsewhere if e["id"] in known), UNKNOWN)
        if len(turn.text) <= REMARK and _helps_here(talk, found):
            talk.turn = replace(turn, intent="ask_authority")
            respond(talk)
            return
        likely = turn.elsewhere[0]["confidence"] if turn.elsewhere else 0.0
        merchant = turn.text.startswith(words.MERCHANTS) and len(turn.text) <= REMARK
        if talk.has_file and merchant and likely < CERTAIN:
            refused(talk)
            return
        if talk.has_file and likely < SURE:
            respond(talk)
            return
        entry = ["elsewhere", found]
        refer(talk, entry, "notice")
        talk.set_matter(replace(talk.matter, referred=entry))


def _helps_here(talk: Talk, found: str) -> bool:
    """Whether a short remark (报警有用吗) only asks about a body that the matter itself names."""
    if not talk.has_file or not any(way in talk.turn.text for way in words.WAYS):
        return False
    bodies = {competence.body for competence in talk.base.dispute(str(talk.matter.dispute)).bodies}
    return not bodies.isdisjoint(talk.base.get("elsewhere", found, Elsewhere).bodies)
