"""Rasa 3.6 as a library: without TensorFlow, quiet, faster, and with actions in this process.

Call :func:`prepare` before anything imports Rasa::

    from bot.rasa_runtime import prepare

    prepare()
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints
    from bot.rasa_runtime.in_process_actions import host_actions

    agent = await load_agent(model, endpoints=host_actions(AvailableEndpoints(), "actions"))

    assert agent.is_ready()  # load_agent logs an exception and returns an agent without a model

The parts, each of use alone: ``stand_ins`` (imports), ``mends`` (newer libraries),
``turn_fixes`` (speed), ``in_process_actions`` and ``cli`` (Rasa's own command line).
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import MutableMapping
from typing import Any

from bot.rasa_runtime import stand_ins

__all__ = ["prepare"]

_NOISE = (
    # setuptools, argparse and a namespace package on how Rasa uses them, and Rasa on a key that
    # tells its vendor which assistant calls: about code we do not own, printed at each start.
    r"pkg_resources is deprecated",
    r"Deprecated call to `pkg_resources\.declare_namespace",
    r"Nesting argument groups is deprecated",
    r".*is missing a unique value for the 'assistant_id' mandatory key",
    # Rasa on every domain that has slots, and Python on how stand-ins are loaded lazily.
    r"Slot auto-fill has been removed in 3\.0",
    r"the load_module\(\) method is deprecated",
    # Rasa once an example: our intents with parts are read by our classifier, not by a selector.
    r"Your training data contains an example",
    r"You have defined training data with examples for training a response selector",
)


def prepare(*, turn_fixes: bool = True) -> None:
    """Makes this process ready to import Rasa. Imports nothing heavy; may be called again.

    Args:
        turn_fixes: also apply ``turn_fixes`` as soon as Rasa's agent is imported. A test that
            compares with stock Rasa passes ``False`` in the process's first call.
    """
    stand_ins.install()
    _silence()
    if turn_fixes and not _Done.fixes:
        stand_ins.after_import("rasa.core.agent", _apply_turn_fixes)
    _Done.fixes = True


class _Done:
    """Whether the first :func:`prepare` has decided about the fixes."""

    fixes = False


def _apply_turn_fixes() -> None:
    from bot.rasa_runtime import turn_fixes

    turn_fixes.apply()


def _silence() -> None:
    """No telemetry, no debug lines, no warnings about Rasa's own age.

    structlog prints everything down to debug until configured, with the person's words in it. So
    it goes through ``logging`` from warnings up, and only with what happened, not with the values
    (a warning about an event would otherwise quote the message). Rasa's command line configures
    it anew for itself.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["TQDM_DISABLE"] = "1"
    _filter_warnings()
    for module in (
        "rasa.core.agent",
        "rasa.model_training",
        "rasa.__main__",
    ):  # they bring Sanic, which filters anew
        stand_ins.after_import(module, _filter_warnings)
    import structlog

    if structlog.is_configured():
        return
    structlog.configure(
        processors=[_only_what_happened],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _filter_warnings() -> None:
    for message in _NOISE:
        warnings.filterwarnings("ignore", message=message)


def _only_what_happened(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
    """``event_info`` is Rasa's sentence for people; ``event`` its dotted key."""
    key = str(event.get("event", ""))
    return f"{key}: {event['event_info']}" if "event_info" in event else key
