"""What every skill shares: the state of the conversation before it, around it and after it.

A skill is a Rasa action. Before it answers, what the assistant asked last has its chance: a
question of the form, a yes or no awaited. What is said twice is said to be so.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, Restarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    filing,
    filing_offer,
    following_up,
    found,
    handing_over,
    moving,
    negotiating,
    privacy,
    progress,
    rating,
    withdrawing,
    words,
)
from actions.dialogue import Dialogue
from actions.talk import Talk
from actions.turn import Turn
from complaints import services

SLOT = "dialogue"
GUARDS = (
    rating.press,
    handing_over.take,
    privacy.take,
    found.take,
    withdrawing.take,
    progress.take,
    filing_offer.take,
    filing.take,
    rating.take,
    negotiating.take,
    moving.take,
    following_up.take,
)
"""Each takes the turn when it answers what was asked last, and tells whether it did."""
STANDING = ("handoff", "case_status", "danger", "form_question", "consent", "draft")
"""Cards that show a state or put a question that is still open."""
ENDINGS = (negotiating.remind, filing.go_on, filing_offer.offer)
"""Each adds what must be said at the end of any turn."""


class Skill(Action, ABC):
    """Subclasses give `ACTION`, the name in domain.yml, and `respond`. `GUARDED`: whether what was
    asked last comes first; not so where a life may hang on it."""

    ACTION = ""
    GUARDED = True

    def name(self) -> str:
        return self.ACTION

    @abstractmethod
    def respond(self, talk: Talk) -> None:
        """Answer the turn."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        before = Dialogue.from_slot(tracker.get_slot(SLOT))
        talk = Talk(Turn.of(tracker), before, services())
        if not (self.GUARDED and any(take(talk) for take in GUARDS)):
            self.respond(talk)
        for add in ENDINGS:
            add(talk)
        for reply in talk.replies:
            if reply.response and not talk.dialogue.said_last(reply.response):
                talk.dialogue = talk.dialogue.having_said(reply.response)
                dispatcher.utter_message(response=reply.response)
            elif reply.response:
                dispatcher.utter_message(text=_worded(talk, words.IN_A_ROW[reply.response]))
            else:
                text = reply.text if _stands(reply.custom) else _worded(talk, reply.text)
                dispatcher.utter_message(text=text, json_message=reply.custom)
        after = talk.dialogue
        if talk.undoable and replace(before, said=()) != replace(after, said=()):
            after = after.remembering(before)
        forgetting = [Restarted()] if talk.forgotten else []
        return [*forgetting, SlotSet(SLOT, after.to_slot())]


def _stands(custom: dict[str, Any] | None) -> bool:
    """Whether a reply is a state shown as often as it is asked for."""
    return (custom or {}).get("type") in STANDING


def _worded(talk: Talk, text: str) -> str:
    """The text, or how to say what was said before."""
    times = talk.dialogue.times_said(text)
    talk.dialogue = talk.dialogue.having_said(text)
    if not times:
        return text
    return f"{words.AGAIN}\n{text}" if times == 1 else f"{words.STILL}\n{text}\n{words.OR_HUMAN}"
