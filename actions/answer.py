"""The main skill: a story, a fact or a question about the matter → the answer as it stands now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

import knowledge
from actions import words
from actions.matter import Matter, choices_to_offer, given_up, settle_dispute, take_facts
from actions.referrals import refer, refer_again, remind_of_danger
from actions.saying import earlier_answer, say
from actions.turn import Turn
from complaints import services
from knowledge import Answer, KnowledgeBase

UNKNOWN = "unknown_matter"
REMARKS = ("give_fact", "affirm", "deny", "unknown_fact", "file_complaint", *knowledge.FOCUS)
REMARK = 25
"""Intents that make no sense before a story is told, and how long such a remark is at most."""


class ActionAnswer(Action):
    """Everything said about a matter ends here: a story, a fact, a choice, a question."""

    def name(self) -> str:
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        turn, matter = Turn.of(tracker), Matter.from_slot(tracker.get_slot("matter"))
        return respond(dispatcher, turn, matter, services().knowledge)


def respond(
    dispatcher: CollectingDispatcher, turn: Turn, matter: Matter, base: KnowledgeBase
) -> list[EventType]:
    """Answer the turn in the light of the matter; returns the matter as it stands after it."""
    before = matter
    matter = settle_dispute(matter, turn, base)
    matter, new = take_facts(matter, turn, base)
    if matter.dispute not in base.ids("disputes"):
        matter = _without_file(dispatcher, turn, matter, base)
        return [SlotSet("matter", matter.to_slot())]
    unknown = turn.intent == "unknown_fact" or turn.text == words.NONE_OF_THESE
    if unknown and matter.pending:
        matter = replace(matter, asked={**matter.asked, matter.pending: 99})
    answer = knowledge.answer(
        base,
        str(matter.dispute),
        knowledge.read_facts(base, matter.facts),
        turn.day,
        confidence=matter.confidence,
        also=matter.also,
        asked=given_up(matter),
    )
    same = before.dispute == matter.dispute
    earlier = earlier_answer(before, turn, base) if same else None
    text = say(answer, earlier, turn, new, base)
    dispatcher.utter_message(text=text, json_message=answer.to_dict())
    if same and len(turn.text) <= REMARK:
        remind_of_danger(dispatcher, matter.referred, str(matter.dispute), base)
    return [SlotSet("matter", _after(matter, answer).to_slot())]


def _after(matter: Matter, answer: Answer) -> Matter:
    """The matter once the answer is given: what was said, what was asked."""
    pending = answer.ask.fact if answer.ask else None
    asked = dict(matter.asked)
    if pending:
        asked[pending] = asked.get(pending, 0) + 1
    return replace(matter, headline=answer.headline, pending=pending, asked=asked)


def _without_file(
    dispatcher: CollectingDispatcher, turn: Turn, matter: Matter, base: KnowledgeBase
) -> Matter:
    """No dispute that we have a file for: find out which it is, or say who knows about it."""
    remark = len(turn.text) <= REMARK
    if remark and turn.intent in REMARKS and matter.referred:
        refer_again(dispatcher, matter.referred, base)
        return matter
    known = matter.dispute in base.ids("elsewhere")
    refused = turn.text == words.NONE_OF_THESE or (turn.choice or {}).get("fact") == "dispute"
    if not known and not refused:
        options = matter.offered if remark and turn.intent in REMARKS else []
        options = options or choices_to_offer(turn, base)
        if options:
            return _which(dispatcher, matter, options, base)
        if remark and matter.dispute is None:
            dispatcher.utter_message(response="utter_tell_first")
            return matter
    entry = ["elsewhere", str(matter.dispute) if known else UNKNOWN]
    refer(dispatcher, entry, base, "notice")
    return replace(matter, offered=[], referred=entry)


def _which(
    dispatcher: CollectingDispatcher, matter: Matter, options: list[str], base: KnowledgeBase
) -> Matter:
    """Offer the likeliest disputes, in the person's words."""
    question = words.WHICH_AGAIN if matter.offered else words.WHICH
    labels = [{"id": key, "label": base.dispute(key).choice} for key in options]
    labels.append({"id": "none", "label": words.NONE_OF_THESE})
    dispatcher.utter_message(
        text="\n".join([question, *(f"· {o['label']}" for o in labels)]),
        json_message={"type": "choose_dispute", "question": question, "options": labels},
    )
    return replace(matter, offered=options)
