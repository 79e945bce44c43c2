"""Danger first: what to do now and whom to call, before any law."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

import knowledge
from actions.answer import respond
from actions.matter import Matter
from actions.referrals import say_referral
from actions.turn import Turn
from complaints import services
from knowledge.schema import Danger


class ActionDanger(Action):
    def name(self) -> str:
        return "action_danger"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        turn, base = Turn.of(tracker), services().knowledge
        danger = base.get("dangers", turn.danger or "", Danger)
        say_referral(dispatcher, knowledge.refer(base, danger.say, danger.bodies), "danger")
        if danger.then_answer and turn.meant == "tell_dispute":
            return respond(dispatcher, turn, Matter.from_slot(tracker.get_slot("matter")), base)
        return []
