"""Danger first: what to do now and whom to call, before any law."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import respond
from actions.matter import Matter, settle_dispute, take_facts
from actions.referrals import refer
from actions.turn import Turn
from complaints import services
from knowledge.schema import Danger

CONSUMER_BODY = "samr_12315"
"""A danger that names it is a consumer matter as well; a fraudster's pretext (退款) is none."""


class ActionDanger(Action):
    """The warning first; the matter itself after it where that kind of danger allows."""

    def name(self) -> str:
        return "action_danger"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        turn, base = Turn.of(tracker), services().knowledge
        matter, key = Matter.from_slot(tracker.get_slot("matter")), str(turn.danger)
        entry = ["dangers", key]
        refer(dispatcher, entry, base, "danger")
        if turn.meant == "tell_dispute":
            danger = base.get("dangers", key, Danger)
            if turn.disputes and turn.disputes[0]["id"] in danger.then_answer:
                [answered] = respond(dispatcher, turn, matter, base)
                matter = Matter.from_slot(answered["value"])
            elif CONSUMER_BODY in danger.bodies:
                # Kept for later, when the person comes back to the money.
                matter, _ = take_facts(settle_dispute(matter, turn, base), turn, base)
        return [SlotSet("matter", replace(matter, referred=entry).to_slot())]
