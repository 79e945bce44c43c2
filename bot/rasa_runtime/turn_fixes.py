"""Four places where Rasa 3.6 spends most of a turn on work it has done before.

Each fix replaces one method by one that gives the same result. :func:`apply` switches all of them
on; each :class:`Fix` can be switched alone, which is how the equivalence test compares them with
stock Rasa (``tests/rasa_runtime/test_equivalence.py``: same answers, same events).

Nothing of Rasa is imported before a fix is switched on.
"""

from __future__ import annotations

import dataclasses
import importlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any, Final

from bot.rasa_runtime import stand_ins

if TYPE_CHECKING:
    from rasa.core.actions.action import RemoteAction
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.shared.core.events import Event, UserUttered
    from rasa.shared.core.slots import Slot
    from rasa.shared.core.trackers import DialogueStateTracker

Method = Callable[..., Any]


class Fix:
    """One method of Rasa's and the one that takes its place."""

    def __init__(self, module: str, owner: str, method: str, make: Callable[[Method], Any]) -> None:
        """``make`` is given the stock method and returns the replacement."""
        self.module, self.owner, self.method, self._make = module, owner, method, make
        self._stock: Any = None
        self._ours: Any = None

    @property
    def is_on(self) -> bool:
        """Whether Rasa uses the replacement now."""
        return self._ours is not None and vars(self._class())[self.method] is self._ours

    def on(self) -> None:
        """Puts the replacement in place. Doing so twice changes nothing."""
        if self._ours is None:
            self._stock = vars(self._class())[self.method]
            self._ours = self._make(getattr(self._class(), self.method))
        setattr(self._class(), self.method, self._ours)

    def off(self) -> None:
        """Gives the stock method back."""
        if self._ours is not None:
            setattr(self._class(), self.method, self._stock)

    def _class(self) -> type:
        stand_ins.install()
        owner: type = getattr(importlib.import_module(self.module), self.owner)
        return owner


def _validator_built_once(stock: Method) -> Method:
    """Replaces ``RemoteAction._validate_action_result`` (rasa/core/actions/action.py).

    Stock calls ``jsonschema.validate`` with the schema of action results, which first checks the
    schema itself against the schema of schemas: 41 % of a turn, each time with the same outcome.
    Here ``validate``'s steps run with that check done once a class: the same validator class, the
    same ``best_match`` among the errors, the same addition to the message.
    """
    import jsonschema
    from jsonschema.exceptions import best_match
    from rasa.shared.constants import DOCS_BASE_URL

    validators: dict[type, Any] = {}

    def validator(action: RemoteAction) -> Any:
        found = validators.get(type(action))
        if found is None:
            schema = action.action_response_format_spec()
            kind = jsonschema.validators.validator_for(schema)
            kind.check_schema(schema)
            found = validators[type(action)] = kind(schema)
        return found

    def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        error = best_match(validator(self).iter_errors(result))
        if error is None:
            return True
        error.message += (
            ". Failed to validate Action server response from API, make sure your response from "
            "the Action endpoint is valid. For more information about the format visit "
            f"{DOCS_BASE_URL}/custom-actions"
        )
        raise error

    return _validate_action_result


def _event_types_looked_up(stock: Method) -> Any:
    """Replaces ``Event.resolve_by_type`` (rasa/shared/core/events.py).

    Stock walks the tree of all subclasses of ``Event``, asking each whether it is abstract, for
    every event that is read. Here the walk fills a dictionary, in the same order, so that the
    first class of a name wins as before; defining a further subclass empties it again.
    """
    from rasa.shared.core.events import Event
    from rasa.shared.utils.common import all_subclasses

    known: dict[str, type[Event]] = {}

    def forget(cls: type[Event], /, **kwargs: Any) -> None:
        super(Event, cls).__init_subclass__(**kwargs)
        known.clear()

    Event.__init_subclass__ = classmethod(forget)

    def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
        if not known:
            for event in all_subclasses(Event):
                known.setdefault(event.type_name, event)
        try:
            found = known.get(type_name)
        except TypeError:  # unhashable, from a hostile body: stock compares it and finds nothing
            found = None
        return found or stock(type_name, default)

    return staticmethod(resolve_by_type)


def _graph_planned_once(stock: Method) -> Method:
    """Replaces ``DaskGraphRunner.run`` (rasa/engine/runner/dask.py).

    Stock builds a dask graph for each message (twice: understanding, prediction), lets dask find
    an order and run it through its scheduler, and formats a debug line with all inputs that
    nobody sees. Here the order is found once for each set of targets and inputs; then the nodes
    are called one after the other. Nodes are the same ``GraphNode`` objects, so hooks,
    ``GraphComponentException`` and their warnings about missing inputs are untouched; a
    ``RuntimeError`` is still a ``GraphRunError``. Nodes that do not need one another (two
    policies) may run in another order than dask would choose.

    Graphs with nodes that load themselves on first use (training) are left to the stock method:
    they run once. No node of Rasa 3.6 is awaited by the runner, so there is nothing asynchronous
    to keep.
    """
    from rasa.engine.exceptions import GraphRunError

    def plan(runner: DaskGraphRunner, targets: Iterable[str], inputs: Iterable[str]) -> list[Any]:
        schema = runner._graph_schema.minimal_graph_schema(list(targets))
        given = set(inputs)
        needs = {
            name: list(node.needs.values())
            for name, node in schema.nodes.items()
            if name not in given
        }
        try:
            order = list(TopologicalSorter(needs).static_order())
        except CycleError as cycle:  # dask raises RuntimeError, which run() turns into this
            raise GraphRunError("Error running runner.") from cycle
        nodes = runner._instantiated_nodes
        return [(name, nodes[name], needs[name]) for name in order if name in needs]

    def check(inputs: Mapping[str, Any], names: set[str]) -> None:
        """The complaint of ``DaskGraphRunner._add_inputs_to_graph``."""
        for name, value in inputs.items():
            if isinstance(value, str) and value in names:
                raise GraphRunError(
                    f"Input value '{value}' clashes with a node name. Make sure that none of the "
                    f"input names passed to the `run` method are the same as node names in the "
                    f"graph schema."
                )
            names.add(name)

    def run(
        self: DaskGraphRunner,
        inputs: dict[str, Any] | None = None,
        targets: list[str] | None = None,
    ) -> dict[str, Any]:
        if not all(node._eager for node in self._instantiated_nodes.values()):
            return stock(self, inputs, targets)  # type: ignore[no-any-return]
        inputs = inputs or {}
        wanted = tuple(targets or self._graph_schema.target_names)
        plans = self.__dict__.setdefault("_weiquan_plans", {})
        key = (wanted, tuple(inputs))
        if key not in plans:
            plans[key] = plan(self, wanted, inputs)
        check(inputs, {name for name, _, _ in plans[key]})
        done: dict[str, Any] = {name: (name, value) for name, value in inputs.items()}
        try:
            for name, node, needs in plans[key]:
                done[name] = node(*[done.get(need, need) for need in needs])
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(done[name] for name in wanted)

    return run


def _state_copied(stock: Method) -> Method:
    """Replaces ``DialogueStateTracker.copy`` (rasa/shared/core/trackers.py).

    Stock makes an empty tracker and applies every event of the conversation again, before each
    action of a turn. Here the state is copied: a new deque of the same events, a copy of each
    slot, of the active loop and of the latest action. As with stock, events and the values of
    slots are shared; a tracker never changes them.

    What a replay would *not* carry over is not carried over either: ``model_id``,
    ``assistant_id`` and ``sender_source`` stay empty, and what the processor changed outside any
    event, or an in-memory store restored from fewer events, is read from the last events
    (:func:`_recent`). One thing is better: a
    tracker with only the recent events of a conversation keeps the slots set before them.

    Subclasses (training keeps cached states in one) and trackers that end in a reverted turn are
    left to the stock method.
    """
    from rasa.shared.constants import DEFAULT_SENDER_ID
    from rasa.shared.core.trackers import DialogueStateTracker

    def copy(self: DialogueStateTracker) -> Any:
        if type(self) is not DialogueStateTracker:
            return stock(self)
        recent = _recent(self)
        if recent is None:
            return stock(self)
        twin: DialogueStateTracker = object.__new__(DialogueStateTracker)
        vars(twin).update(vars(self))
        twin.sender_id = self.sender_id or DEFAULT_SENDER_ID
        twin.sender_source = twin.model_id = twin.assistant_id = None
        twin.events = deque(self.events, self._max_event_history)
        twin.slots = {name: _copy_slot(slot) for name, slot in self.slots.items()}
        twin.followup_action = recent.followup
        twin.latest_message = recent.message
        twin.latest_action = recent.action
        if self.active_loop is not None:
            twin.active_loop = dataclasses.replace(
                self.active_loop, is_interrupted=recent.interrupted, rejected=recent.rejected
            )
        return twin

    return copy


@dataclasses.dataclass(slots=True)
class _Recent:
    """What a replay would leave in the fields that depend on the last events only."""

    followup: str | None
    message: UserUttered | None
    action: dict[str, str] | None
    interrupted: bool
    rejected: bool

    def gaps(self) -> bool:
        """Whether something is still unknown."""
        return any(
            value is _UNKNOWN
            for value in (
                self.followup,
                self.message,
                self.action,
                self.interrupted,
                self.rejected,
            )
        )


_UNKNOWN: Final[Any] = object()


def _recent(tracker: DialogueStateTracker) -> _Recent | None:
    """Reads the last events backwards, until all is known; usually one turn.

    The fields cannot just be copied: the processor clears ``followup_action`` before it runs that
    action, and a store that restores only "applied" events leaves a stale ``latest_message``.

    Returns ``None`` where a revert comes first: then the answer takes a replay.
    """
    from rasa.shared.core import events as e
    from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME

    loop = tracker.active_loop_name
    flag = _UNKNOWN if tracker.active_loop else False
    seen = _Recent(_UNKNOWN, _UNKNOWN, _UNKNOWN, flag, flag)

    def learn(**fields: Any) -> None:
        for name, value in fields.items():
            if getattr(seen, name) is _UNKNOWN:
                setattr(seen, name, value)

    for event in reversed(tracker.events):
        if isinstance(event, (e.UserUtteranceReverted, e.ActionReverted)):
            return None
        if isinstance(event, e.UserUttered):
            learn(followup=None, message=event)
        elif isinstance(event, e.ActionExecuted):
            learn(followup=None, action=event.as_sub_state(), interrupted=False)
            if event.action_name == loop:
                learn(rejected=False)
        elif isinstance(event, e.FollowupAction):
            learn(followup=event.action_name)
        elif isinstance(event, e.LoopInterrupted):
            learn(interrupted=event.is_interrupted)
        elif isinstance(event, e.ActionExecutionRejected) and event.action_name == loop:
            learn(rejected=True)
        elif isinstance(event, e.ActiveLoop):
            learn(interrupted=False, rejected=False)
        elif isinstance(event, (e.Restarted, e.SessionStarted)):
            restarted = isinstance(event, e.Restarted)
            learn(
                followup=ACTION_SESSION_START_NAME if restarted else ACTION_LISTEN_NAME,
                message=e.UserUttered.empty(),
                action={},
            )
        if not seen.gaps():
            return seen
    learn(
        followup=ACTION_LISTEN_NAME,
        message=tracker.latest_message,
        action=dict(tracker.latest_action or {}),
        interrupted=tracker.is_active_loop_interrupted,
        rejected=tracker.is_active_loop_rejected,
    )
    return seen


def _copy_slot(slot: Slot) -> Slot:
    """``copy.copy`` without its detour through ``__reduce_ex__``: five times as fast."""
    twin: Slot = object.__new__(type(slot))
    vars(twin).update(vars(slot))
    return twin


VALIDATOR_BUILT_ONCE: Final = Fix(
    "rasa.core.actions.action", "RemoteAction", "_validate_action_result", _validator_built_once
)
EVENT_TYPES_LOOKED_UP: Final = Fix(
    "rasa.shared.core.events", "Event", "resolve_by_type", _event_types_looked_up
)
GRAPH_PLANNED_ONCE: Final = Fix(
    "rasa.engine.runner.dask", "DaskGraphRunner", "run", _graph_planned_once
)
STATE_COPIED: Final = Fix(
    "rasa.shared.core.trackers", "DialogueStateTracker", "copy", _state_copied
)

FIXES: Final = (VALIDATOR_BUILT_ONCE, EVENT_TYPES_LOOKED_UP, GRAPH_PLANNED_ONCE, STATE_COPIED)


def apply() -> None:
    """Switches all fixes on. Calling it again does nothing."""
    for fix in FIXES:
        fix.on()


def revert() -> None:
    """Switches all fixes off (for tests that compare with stock Rasa)."""
    for fix in FIXES:
        fix.off()
