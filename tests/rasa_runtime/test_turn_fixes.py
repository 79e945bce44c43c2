"""Each fix gives what the stock method gives, also where conversations seldom lead."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rasa_runtime import prepare, turn_fixes

prepare(turn_fixes=False)

from rasa.core.actions.action import RemoteAction  # noqa: E402
from rasa.engine.exceptions import GraphComponentException, GraphRunError  # noqa: E402
from rasa.engine.graph import GraphNodeHook, GraphSchema, SchemaNode  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.shared.core import events as e  # noqa: E402
from rasa.shared.core.conversation import Dialogue  # noqa: E402
from rasa.shared.core.slots import ListSlot, TextSlot  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402


@pytest.fixture(autouse=True)
def _stock() -> Iterator[None]:
    turn_fixes.revert()  # another test of this process may have loaded an agent
    yield
    turn_fixes.revert()


def test_switching_is_idempotent_and_reversible() -> None:
    stock = [vars(fix._class())[fix.method] for fix in turn_fixes.FIXES]
    turn_fixes.apply()
    turn_fixes.apply()
    assert all(fix.is_on for fix in turn_fixes.FIXES)
    turn_fixes.revert()
    turn_fixes.revert()
    assert [vars(fix._class())[fix.method] for fix in turn_fixes.FIXES] == stock
    turn_fixes.STATE_COPIED.on()
    assert [fix.is_on for fix in turn_fixes.FIXES] == [False, False, False, True]


# 1 · the validator

RESULTS: list[Any] = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "timestamp": None, "name": "a", "value": [1]}]},
    {"responses": [{"text": "好"}]},
    {"responses": ["好"]},
    {"events": [{"event": "slot", "timestamp": "now"}]},
    {"events": [{"event": 3}], "responses": 7},
    {"events": {}},
    [],
    None,
    "text",
]


def outcome(function: Any, *args: Any) -> tuple[Any, ...]:
    """What a call gives: its value, or its exception with the message."""
    try:
        return ("value", function(*args))
    except Exception as error:
        return (type(error), str(error))


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_results_are_accepted_and_refused_with_the_same_words(result: Any) -> None:
    action = RemoteAction("action_x", None)
    stock = outcome(action._validate_action_result, result)
    turn_fixes.VALIDATOR_BUILT_ONCE.on()
    assert outcome(action._validate_action_result, result) == stock


# 2 · the types of events


@pytest.mark.parametrize(
    "name", ["user", "slot", "topic", "no_such_event", "", "form", "restart", ["slot"], None]
)
@pytest.mark.parametrize("default", [None, e.Restarted])
def test_event_names_are_resolved_alike(name: Any, default: Any) -> None:
    stock = outcome(e.Event.resolve_by_type, name, default)
    turn_fixes.EVENT_TYPES_LOOKED_UP.on()
    assert outcome(e.Event.resolve_by_type, name, default) == stock


def test_an_event_defined_later_is_found() -> None:
    turn_fixes.EVENT_TYPES_LOOKED_UP.on()
    with pytest.raises(ValueError, match="defined_later"):
        e.Event.resolve_by_type("defined_later")

    class DefinedLater(e.Restarted):  # type: ignore[misc]
        type_name = "defined_later"

    assert e.Event.resolve_by_type("defined_later") is DefinedLater


# 3 · the graph


class Joins:
    """A component that notes in which order it was called."""

    calls: list[str] = []  # noqa: RUF012

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config

    @classmethod
    def create(cls, config: dict[str, Any], *args: Any, **kwargs: Any) -> Joins:
        return cls(config)

    load = create

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"says": "", "raises": None}

    def run(self, **given: Any) -> str:
        Joins.calls.append(self.config["says"])
        if self.config["raises"]:
            raise self.config["raises"]
        return self.config["says"] + "(" + ",".join(f"{k}={given[k]}" for k in given) + ")"


class Hook(GraphNodeHook):  # type: ignore[misc]
    """Notes what it is told before and after each node."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    def on_before_node(self, node_name: str, received_inputs: Any, **_: Any) -> Any:
        self.seen.append(("before", node_name, dict(received_inputs)))
        return {"before": node_name}

    def on_after_node(self, node_name: str, output: Any, input_hook_data: Any, **_: Any) -> None:
        self.seen.append(("after", node_name, output, input_hook_data))


def node(name: str, needs: dict[str, str], raises: Exception | None = None) -> SchemaNode:
    return SchemaNode(
        needs=needs, uses=Joins, constructor_name="load", fn="run", eager=True,
        config={"says": name, "raises": raises}, is_target=name == "z",
    )  # fmt: skip


DIAMOND = {
    "z": node("z", {"x": "left", "y": "right"}),
    "left": node("left", {"m": "first"}),
    "right": node("right", {"m": "first", "t": "__tracker__"}),
    "first": node("first", {"m": "__message__"}),
    "unused": node("unused", {"m": "first"}),
}
BOTH = {"__message__": ["你好"], "__tracker__": ("a", "tuple")}
GRAPHS: dict[str, tuple[Any, Any, Any]] = {
    "diamond": (DIAMOND, BOTH, None),
    "a target inside": (DIAMOND, BOTH, ["left"]),
    "two targets, one an input": (DIAMOND, BOTH, ["left", "__message__"]),
    "an input in place of a node": (DIAMOND, {**BOTH, "first": 5}, None),
    "an input is missing": (DIAMOND, {"__message__": 1}, None),
    "no inputs": (DIAMOND, None, ["z"]),
    "an unknown target": (DIAMOND, BOTH, ["nowhere"]),
    "an input named like a node": (DIAMOND, {"__message__": "left", "__tracker__": 1}, None),
    "an input that names an input": (DIAMOND, {"__message__": 1, "__tracker__": "__message__"}, None),
    "a node fails": ({**DIAMOND, "right": node("right", {}, ValueError("x"))}, BOTH, None),
    "a node fails in Rasa's way": (
        {**DIAMOND, "right": node("right", {}, GraphRunError("x"))}, BOTH, None,
    ),
    "a circle": ({"z": node("z", {"a": "y"}), "y": node("y", {"a": "z"})}, BOTH, ["z"]),
}  # fmt: skip


@dataclasses.dataclass
class NoContext:
    """Just enough of an ``ExecutionContext``."""

    node_name: str | None = None


@pytest.mark.parametrize("graph", GRAPHS)
def test_a_graph_gives_the_same_outputs_errors_and_hook_calls(graph: str) -> None:
    nodes, inputs, targets = GRAPHS[graph]

    def run_twice() -> tuple[Any, ...]:
        hook = Hook()
        Joins.calls.clear()
        runner = DaskGraphRunner(GraphSchema(nodes), None, NoContext(), [hook])
        return (
            [outcome(runner.run, inputs, targets) for _ in range(2)],
            sorted(Joins.calls),
            sorted(map(repr, hook.seen)),
        )

    if graph == "a circle":  # stock asks for the targets' needs without end
        with pytest.raises(RecursionError):
            DaskGraphRunner(GraphSchema(nodes), None, NoContext(), []).run(inputs, targets)
        return
    stock = run_twice()
    turn_fixes.GRAPH_PLANNED_ONCE.on()
    ours = run_twice()
    if stock[0][0][0] == "value":
        assert ours == stock
    else:  # which nodes ran before the failure is the scheduler's choice
        assert ours[0] == stock[0]


def test_a_failing_node_is_still_named() -> None:
    turn_fixes.GRAPH_PLANNED_ONCE.on()
    nodes = {"z": node("z", {}, ValueError("x"))}
    with pytest.raises(GraphComponentException, match="node z"):
        DaskGraphRunner(GraphSchema(nodes), None, NoContext(), []).run(None, ["z"])


# 4 · the copy of a tracker

SLOTS = [TextSlot("city", []), ListSlot("proof", [], initial_value=["票"])]
LOOPS = ["form_a", None, "form_b"]
ACTIONS = ["action_listen", "form_a", "form_b", "utter_greet", "action_session_start"]


def one_event() -> st.SearchStrategy[Any]:
    """An event of any kind that changes a tracker."""
    text = st.sampled_from(["京", "沪"])
    return st.one_of(
        st.builds(lambda t: e.UserUttered(t, {"name": "inform"}), text),
        st.builds(lambda t: e.BotUttered(t), text),
        st.builds(lambda a: e.ActionExecuted(a), st.sampled_from(ACTIONS)),
        st.builds(lambda a: e.ActionExecutionRejected(a), st.sampled_from(ACTIONS)),
        st.builds(lambda v: e.SlotSet("city", v), text),
        st.builds(lambda v: e.SlotSet("proof", [v]), text),
        st.builds(lambda n: e.ActiveLoop(n), st.sampled_from(LOOPS)),
        st.builds(lambda b: e.LoopInterrupted(b), st.booleans()),
        st.builds(lambda a: e.FollowupAction(a), st.sampled_from(ACTIONS)),
        st.builds(lambda b: e.DefinePrevUserUtteredFeaturization(b), st.booleans()),
        st.builds(e.AllSlotsReset),
        st.builds(e.Restarted),
        st.builds(e.SessionStarted),
        st.builds(e.UserUtteranceReverted),
        st.builds(e.ActionReverted),
        st.builds(e.ConversationPaused),
        st.builds(e.ConversationResumed),
    )


def state(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All of a tracker's state, in comparable form."""
    fields = dict(vars(tracker))
    fields["events"] = [event.as_dict() for event in tracker.events]
    fields["slots"] = {name: dict(vars(slot)) for name, slot in tracker.slots.items()}
    fields["maxlen"] = tracker.events.maxlen
    for name in ("latest_message", "latest_bot_utterance"):
        fields[name] = {**fields[name].as_dict(), "timestamp": 0, "parse_data": None}
    return fields


def tracker_of(events: list[Any]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("a", events, SLOTS)


@settings(max_examples=400, deadline=None)
@given(st.lists(one_event(), max_size=30), st.booleans())
def test_a_copy_is_what_a_replay_gives(events: list[Any], followup_taken: bool) -> None:
    tracker = tracker_of(events)
    tracker.model_id, tracker.assistant_id, tracker.sender_source = "m", "a", "s"
    if followup_taken:  # as the processor does before it runs that action
        tracker.clear_followup_action()
    turn_fixes.revert()
    replayed = state(tracker.copy())
    turn_fixes.STATE_COPIED.on()
    assert state(tracker.copy()) == replayed


@settings(max_examples=400, deadline=None)
@given(st.lists(one_event(), max_size=30))
def test_so_is_a_copy_of_what_an_in_memory_store_restores(events: list[Any]) -> None:
    tracker = DialogueStateTracker("a", SLOTS)
    tracker.recreate_from_dialogue(Dialogue("a", events))
    turn_fixes.revert()
    replayed = state(tracker.copy())
    turn_fixes.STATE_COPIED.on()
    assert state(tracker.copy()) == replayed


@settings(max_examples=150, deadline=None)
@given(st.lists(one_event(), max_size=20), st.lists(one_event(), min_size=1, max_size=6))
def test_changing_a_copy_leaves_the_original_alone(before: list[Any], after: list[Any]) -> None:
    turn_fixes.STATE_COPIED.on()
    tracker = tracker_of(before)
    kept = state(tracker)
    twin = tracker.copy()
    twin.update_with_events([x for x in after if not isinstance(x, e.DefinePrevUserUtteredFeaturization)], None)  # fmt: skip
    twin.trigger_followup_action("action_listen")
    twin.slots["city"].value = "改"
    twin.slots["new"] = TextSlot("new", [])
    if twin.latest_action is not None:
        twin.latest_action["x"] = "y"
    assert state(tracker) == kept


def test_a_tracker_with_only_recent_events_keeps_its_slots() -> None:
    turn_fixes.STATE_COPIED.on()
    tracker = tracker_of([e.SlotSet("city", "京"), e.ActionExecuted("action_listen")])
    tracker.events.clear()
    tracker.update(e.UserUttered("沪"))
    assert tracker.copy().get_slot("city") == "京"


def test_trackers_of_other_kinds_copy_themselves() -> None:
    class Other(DialogueStateTracker):  # type: ignore[misc]
        def init_copy(self) -> Other:
            return Other("other", self.slots.values())

    turn_fixes.STATE_COPIED.on()
    assert isinstance(Other("a", SLOTS).copy(), Other)
