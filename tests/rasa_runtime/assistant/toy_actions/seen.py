"""Every action tells what it was given, so that two runs can be compared from inside."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

_TIMES = {"timestamp", "latest_event_time", "date_time", "message_id"}


def timeless(thing: Any) -> Any:
    """``thing`` without what differs from run to run."""
    if isinstance(thing, dict):
        return {key: timeless(value) for key, value in thing.items() if key not in _TIMES}
    return [timeless(item) for item in thing] if isinstance(thing, list) else thing


def tell(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> None:
    """Sends the tracker as the action saw it: the small parts in full, the large ones hashed."""
    state = timeless(tracker.current_state())
    state["active_loop"] = timeless(tracker.active_loop)
    state["followup_action"] = tracker.followup_action
    state["latest_action_name"] = tracker.latest_action_name
    for large in ("events", "latest_message"):
        state[large] = _digest(state[large])
    state["text"] = (tracker.latest_message or {}).get("text")
    state["domain"] = _digest(domain)
    dispatcher.utter_message(json_message={"seen": state})


def _digest(thing: Any) -> str:
    text = json.dumps(thing, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class Telling(Action, ABC):  # type: ignore[misc]
    """An action that first tells what it sees."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        tell(dispatcher, tracker, domain)
        return await self.act(dispatcher, tracker)

    @abstractmethod
    async def act(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Any]:
        """What the action does."""
