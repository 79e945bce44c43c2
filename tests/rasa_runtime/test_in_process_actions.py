"""An action run in this process behaves like one behind a server."""

from __future__ import annotations

import asyncio
import json
import threading
import types
from contextvars import ContextVar
from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.rasa_runtime.in_process_actions import (
    ActionsNotLoaded,
    ClientResponseError,
    InProcessActions,
    host_actions,
)

UNIT_OF_WORK: ContextVar[str] = ContextVar("unit_of_work")


class Waits(Action):
    def name(self) -> str:
        return "action_waits"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        thread = threading.current_thread() is threading.main_thread()
        dispatcher.utter_message(
            text="好", json_message={"main": thread, "unit": UNIT_OF_WORK.get()}
        )
        tracker.slots["list"].append("spoilt")
        return [SlotSet("pair", (1, 2))]


class Blocks(Action):
    def name(self) -> str:
        return "action_blocks"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        thread = threading.current_thread() is threading.main_thread()
        dispatcher.utter_message(json_message={"main": thread, "unit": UNIT_OF_WORK.get()})
        return []


class Rejects(Action):
    def name(self) -> str:
        return "action_rejects"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise ActionExecutionRejection(self.name(), "不做")


class Fails(Action):
    def name(self) -> str:
        return "action_fails"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        raise KeyError("金额")


class Sleeps(Action):
    def name(self) -> str:
        return "action_sleeps"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        await asyncio.sleep(5)
        return []


class CannotTravel(Action):
    def name(self) -> str:
        return "action_cannot_travel"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:
        return [SlotSet("x", object())]


@pytest.fixture(scope="module")
def endpoint() -> InProcessActions:
    return InProcessActions(types.ModuleType("no_further_actions"))


def call(action: str, **slots: Any) -> dict[str, Any]:
    tracker = {"sender_id": "a", "slots": slots, "events": [], "latest_message": {}}
    return {"next_action": action, "sender_id": "a", "tracker": tracker, "domain": {}}


@pytest.fixture(autouse=True)
def _unit_of_work() -> None:
    UNIT_OF_WORK.set("turn 7")


async def test_answers_with_events_and_responses(endpoint: InProcessActions) -> None:
    answer = await endpoint.request(json=call("action_waits", list=[]), method="post", timeout=9)
    assert [e["value"] for e in answer["events"]] == [[1, 2]], "a tuple arrives as a list"
    assert answer["responses"][0]["text"] == "好"


async def test_an_action_cannot_reach_the_caller_s_tracker(endpoint: InProcessActions) -> None:
    body = call("action_waits", list=[])
    await endpoint.request(json=body)
    assert body["tracker"]["slots"] == {"list": []}


@pytest.mark.parametrize(("action", "main"), [("action_waits", True), ("action_blocks", False)])
async def test_async_runs_on_the_loop_and_plain_in_a_thread_with_its_context(
    action: str, main: bool, endpoint: InProcessActions
) -> None:
    answer = await endpoint.request(json=call(action, list=[]))
    assert answer["responses"][0]["custom"] == {"main": main, "unit": "turn 7"}


@pytest.mark.parametrize(
    ("action", "status", "said"),
    [
        ("action_rejects", 400, {"error": "不做", "action_name": "action_rejects"}),
        ("action_nobody_wrote", 404, None),
        ("action_fails", 500, {"error": "'金额'"}),
        ("action_cannot_travel", 500, None),
    ],
)
async def test_failures_are_those_of_a_server(
    action: str, status: int, said: dict[str, str] | None, endpoint: InProcessActions
) -> None:
    with pytest.raises(ClientResponseError) as failure:
        await endpoint.request(json=call(action))
    assert failure.value.status == status
    if said:
        assert json.loads(failure.value.text) == said


async def test_the_time_limit_holds(endpoint: InProcessActions) -> None:
    with pytest.raises(TimeoutError):
        await endpoint.request(json=call("action_sleeps"), timeout=0.05)


async def test_a_body_that_json_cannot_carry_fails_before_the_action(
    endpoint: InProcessActions,
) -> None:
    with pytest.raises(TypeError):
        await endpoint.request(json=call("action_waits", list=[object()]))


def test_a_package_that_does_not_import_is_named_and_ends_nothing() -> None:
    with pytest.raises(ActionsNotLoaded, match="no_such_actions"):
        InProcessActions("no_such_actions")


def test_options_of_the_replaced_endpoint_are_kept() -> None:
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    server = EndpointConfig("http://localhost:5055/webhook", enable_selective_domain=True)
    endpoints = host_actions(AvailableEndpoints(action=server), types.ModuleType("nothing"))
    assert isinstance(endpoints.action, InProcessActions)
    assert endpoints.action.kwargs == {"enable_selective_domain": True}
    assert endpoints.action.copy().kwargs == {"enable_selective_domain": True}
