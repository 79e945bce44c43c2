"""The form: validation, rejection, submission."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker, ValidationAction
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from toy_actions.seen import Telling, tell


class ValidateComplaintForm(FormValidationAction):
    """Checks the amount; stumbles over some goods to show both ways of failing."""

    def name(self) -> str:
        return "validate_complaint_form"

    async def validate_amount(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> dict[str, Any]:
        if int(value) <= 0:
            dispatcher.utter_message(text="金额要大于零。")
            return {"amount": None}
        return {"amount": value}

    def validate_goods(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> dict[str, Any]:
        if "拒绝" in value:
            raise ActionExecutionRejection(self.name(), "不接受这样东西")
        if "故障" in value:
            raise ValueError("validation broke")
        return {"goods": value.removeprefix("买的是")}

    async def extract_goods(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> dict[str, Any]:
        tell(dispatcher, tracker, domain)
        return {}


class ValidateSlots(ValidationAction):
    """Runs before every turn's first prediction."""

    def validate_platform(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> dict[str, Any]:
        return {"platform": {"某宝": "淘宝"}.get(value, value)}


class CountTurns(Action):
    """A custom slot mapping, and a plain ``def run``."""

    def name(self) -> str:
        return "action_count_turns"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any
    ) -> list[dict[str, Any]]:
        turns = dict(tracker.get_slot("turns") or {"n": 0})
        tracker.slots["turns"] = "an action may spoil its copy"
        return [SlotSet("turns", {"n": turns["n"] + 1})]


class Submit(Telling):
    """Stores nothing; shows that the form's slots are there."""

    def name(self) -> str:
        return "action_submit"

    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        dispatcher.utter_message(text=f"同意：{tracker.get_slot('agreed')}")
        return []
