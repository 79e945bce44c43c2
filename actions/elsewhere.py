"""Matters that are not ours, matters we have no file for, and the way to a person."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

import knowledge
from actions.referrals import say_referral
from actions.turn import Turn
from complaints import services
from knowledge.schema import Elsewhere

UNKNOWN, PERSON = "unknown_matter", "person"


class ActionElsewhere(Action):
    """Says whose matter it is; the one recognised best among those not ours."""

    def name(self) -> str:
        return "action_elsewhere"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        base = services().knowledge
        known = base.ids("elsewhere")
        found = next((e["id"] for e in Turn.of(tracker).elsewhere if e["id"] in known), UNKNOWN)
        return _refer(dispatcher, found, "notice")


class ActionHuman(Action):
    def name(self) -> str:
        return "action_human"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        return _refer(dispatcher, PERSON, "handoff")


def _refer(dispatcher: CollectingDispatcher, key: str, kind: str) -> list[EventType]:
    base = services().knowledge
    entry = base.get("elsewhere", key, Elsewhere)
    say_referral(dispatcher, knowledge.refer(base, entry.say, entry.bodies), kind)
    return []
