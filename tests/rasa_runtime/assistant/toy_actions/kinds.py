"""Actions that end in each of the ways an action can end."""

from __future__ import annotations

import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk import events as e
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from toy_actions.seen import Telling, tell


def _name(tracker: Tracker) -> str:
    """Rasa keeps one reminder a name, whoever it is for; so the person belongs into the name."""
    return f"退货-{tracker.sender_id}"


class Fail(Telling):
    def name(self) -> str:
        return "action_fail"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        dispatcher.utter_message(text="这句话不会送达。")
        raise KeyError("动作出错")


class Reject(Telling):
    def name(self) -> str:
        return "action_reject"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        raise ActionExecutionRejection(self.name(), "现在不做")


class Look(Telling):
    """Also sends one of each kind of content."""

    def name(self) -> str:
        return "action_look"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        dispatcher.utter_message(text=f"平台：{tracker.get_slot('platform')}", amount=3.5)
        dispatcher.utter_message(response="utter_deadline", platform="变量")
        dispatcher.utter_message(image="https://example.invalid/图.png", attachment="a")
        dispatcher.utter_message(text="选一个", buttons=[{"title": "投诉", "payload": "/complain"}])
        tracker.slots.clear()
        tracker.events.clear()
        return [e.BotUttered(text="由事件说的话")]


class WrongEvents(Telling):
    """Events that the schema refuses, after one that it would take."""

    def name(self) -> str:
        return "action_wrong_events"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        return [e.SlotSet("platform", "不该记下"), {"event": "slot", "timestamp": "now"}]


class Chain(Telling):
    def name(self) -> str:
        return "action_chain"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        return [e.SlotSet("platform", "链"), e.FollowupAction("action_chained")]


class Chained(Telling):
    """Sees ``followup_action``; a copied tracker must show what a replayed one shows."""

    def name(self) -> str:
        return "action_chained"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        dispatcher.utter_message(text="第二步")
        return [e.FollowupAction("action_listen")]


class SpeakForMe(Telling):
    """A ``UserUttered`` event makes Rasa extract slots once more."""

    def name(self) -> str:
        return "action_speak_for_me"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        entities = [{"entity": "platform", "value": "拼多多", "start": 0, "end": 3}]
        return [
            e.ActionExecuted("action_listen"),
            e.UserUttered(
                "拼多多上买的",
                {"intent": {"name": "look", "confidence": 1.0}, "entities": entities},
            ),
        ]


class ClearAll(Telling):
    def name(self) -> str:
        return "action_clear_all"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        return [e.AllSlotsReset()]


class Pause(Telling):
    def name(self) -> str:
        return "action_pause"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        dispatcher.utter_message(text="人工来了")
        return [e.ConversationPaused()]


class ListProof(Action):
    """A plain ``def run``, with a list slot grown in place."""

    def name(self) -> str:
        return "action_list_proof"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        tell(dispatcher, tracker, domain)
        proof = tracker.get_slot("proof")
        proof.append("补充")
        dispatcher.utter_message(text="、".join(proof))
        return [e.SlotSet("proof", proof)]


class Remind(Telling):
    def name(self) -> str:
        return "action_remind"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        when = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=1.5)
        dispatcher.utter_message(text="到时提醒您。")
        entities = [{"entity": "platform", "value": "京东"}]
        return [
            e.ReminderScheduled(
                "EXTERNAL_reminder", when, entities, _name(tracker), kill_on_user_message=False
            )
        ]


class ForgetReminder(Telling):
    def name(self) -> str:
        return "action_forget_reminder"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        return [e.ReminderCancelled(name=_name(tracker))]


class Reminded(Telling):
    def name(self) -> str:
        return "action_reminded"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        dispatcher.utter_message(text=f"提醒：{tracker.get_slot('platform')}的退货期快到了。")
        return []
