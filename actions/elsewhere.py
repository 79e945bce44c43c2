"""Matters that are not ours, matters we have no file for, and the way to a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import respond
from actions.matter import REMARK, Matter
from actions.referrals import refer
from actions.turn import Turn
from complaints import services
from knowledge import KnowledgeBase
from knowledge.schema import Elsewhere

UNKNOWN, PERSON = "unknown_matter", "person"


class ActionElsewhere(Action):
    """Says whose matter it is; the one recognised best among those not ours."""

    def name(self) -> str:
        return "action_elsewhere"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        turn, matter = Turn.of(tracker), Matter.from_slot(tracker.get_slot("matter"))
        base = services().knowledge
        known = base.ids("elsewhere")
        found = next((e["id"] for e in turn.elsewhere if e["id"] in known), UNKNOWN)
        if len(turn.text) <= REMARK and _helps_here(found, matter, base):
            return respond(dispatcher, replace(turn, intent="ask_authority"), matter, base)
        entry = ["elsewhere", found]
        refer(dispatcher, entry, base, "notice")
        return [SlotSet("matter", replace(matter, referred=entry).to_slot())]


class ActionHuman(Action):
    """The way to a person."""

    def name(self) -> str:
        return "action_human"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        refer(dispatcher, ["elsewhere", PERSON], services().knowledge, "handoff")
        return []


def _helps_here(found: str, matter: Matter, base: KnowledgeBase) -> bool:
    """Whether a short remark (报警有用吗) only asks about a body that the matter itself names."""
    if matter.dispute not in base.ids("disputes"):
        return False
    bodies = {competence.body for competence in base.dispute(str(matter.dispute)).bodies}
    return not bodies.isdisjoint(base.get("elsewhere", found, Elsewhere).bodies)
