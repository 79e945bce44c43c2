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
from actions.referrals import say_referral
from actions.turn import Turn
from complaints import services
from knowledge import Answer, KnowledgeBase
from knowledge.schema import Elsewhere

UNKNOWN = "unknown_matter"
REMARKS = ("give_fact", "affirm", "deny", "unknown_fact", "file_complaint", *knowledge.FOCUS)
REMARK = 25
"""Intents that make no sense before a story is told, and how long such a remark is at most."""


class ActionAnswer(Action):
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
    if matter.dispute is None:
        return _which(dispatcher, turn, matter, base)
    if matter.dispute not in base.ids("disputes"):
        return _no_file(dispatcher, matter, base)
    if turn.intent == "unknown_fact" and matter.pending:
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
    text = _say(answer, turn, before if before.dispute == matter.dispute else None, new, base)
    dispatcher.utter_message(text=text, json_message=answer.to_dict())
    return [SlotSet("matter", _after(matter, answer).to_slot())]


def _say(
    answer: Answer, turn: Turn, before: Matter | None, new: dict[str, Any], base: KnowledgeBase
) -> str:
    """The plain text: the whole answer at first, later what is new, never the same words again."""
    focus = knowledge.FOCUS.get(turn.intent)
    if before is None or not before.headline:
        return knowledge.to_text(answer)
    if focus:
        return knowledge.to_text(answer, focus)
    told = knowledge.read_facts(base, new)
    noted = "，".join(
        f"{base.fact(key).name}：{knowledge.fact_in_words(base, key, told)}" for key in new
    )
    lead = words.NOTED.format(facts=noted) if noted else words.GO_ON
    if answer.headline != before.headline:
        return f"{lead}\n\n{knowledge.to_text(answer)}"
    question = answer.ask.question if answer.ask else words.COMPLETE
    return f"{lead}{words.UNCHANGED}\n\n{question}"


def _after(matter: Matter, answer: Answer) -> Matter:
    """The matter once the answer is given: what was said, what was asked."""
    pending = answer.ask.fact if answer.ask else None
    asked = dict(matter.asked)
    if pending:
        asked[pending] = asked.get(pending, 0) + 1
    return replace(matter, headline=answer.headline, pending=pending, asked=asked)


def _which(
    dispatcher: CollectingDispatcher, turn: Turn, matter: Matter, base: KnowledgeBase
) -> list[EventType]:
    """No dispute is clear: offer the likeliest ones, or say plainly that it is not known."""
    options = choices_to_offer(turn, base)
    refused = turn.choice is not None and turn.choice.get("fact") == "dispute"
    if turn.intent in REMARKS and len(turn.text) <= REMARK:
        dispatcher.utter_message(response="utter_tell_first")
    elif options and not refused:
        labels = [{"id": key, "label": base.dispute(key).choice} for key in options]
        labels.append({"id": "none", "label": words.NONE_OF_THESE})
        dispatcher.utter_message(
            text="\n".join([words.WHICH, *(f"· {o['label']}" for o in labels)]),
            json_message={"type": "choose_dispute", "question": words.WHICH, "options": labels},
        )
    else:
        return _no_file(dispatcher, matter, base)
    return [SlotSet("matter", matter.to_slot())]


def _no_file(
    dispatcher: CollectingDispatcher, matter: Matter, base: KnowledgeBase
) -> list[EventType]:
    """A matter without a file: who knows about it, or, failing that, who knows in general."""
    known = matter.dispute in base.ids("elsewhere")
    entry = base.get("elsewhere", str(matter.dispute) if known else UNKNOWN, Elsewhere)
    say_referral(dispatcher, knowledge.refer(base, entry.say, entry.bodies), "notice")
    return [SlotSet("matter", matter.to_slot())]
