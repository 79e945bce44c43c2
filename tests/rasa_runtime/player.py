"""Plays scripted conversations with the trained test assistant and notes all that happened.

Runs as a process of its own, so that stock Rasa and our runtime never share a class::

    python player.py MODEL OUT [--fixes all|none|NAME,…] [--actions URL] …

Without ``--actions`` the assistant's actions run in the process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
import time
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ASSISTANT = HERE / "assistant"
TIMES = {"timestamp", "latest_event_time", "date_time", "message_id"}


def conversations() -> list[dict[str, Any]]:
    """The scripts, one a document of ``conversations.yml``."""
    import yaml

    text = (HERE / "conversations.yml").read_text("utf-8")
    return [script for script in yaml.safe_load_all(text) if script]


def timeless(thing: Any) -> Any:
    """``thing`` without the values that differ from run to run."""
    if isinstance(thing, dict):
        return {key: timeless(value) for key, value in thing.items() if key not in TIMES}
    return [timeless(item) for item in thing] if isinstance(thing, list) else thing


def break_a_fix() -> None:
    """A tempting simplification of ``STATE_COPIED``: hand out the tracker itself.

    The equivalence test must notice; else it proves nothing.
    """
    from rasa.shared.core.trackers import DialogueStateTracker

    DialogueStateTracker.copy = lambda self: self


class HideTensorFlow:
    """A finder that gives stand-ins for TensorFlow although it is installed."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Answers while Rasa is being imported, as if the ordinary finders had failed."""
        from bot.rasa_runtime.stand_ins import _stand_ins

        hidden = name.partition(".")[0] in {"tensorflow", "keras"} and _stand_ins.importing
        return _stand_ins.spec(name) if hidden else None


def switch(names: str) -> None:
    """Switches the fixes named (``all``, ``none``, or names joined by commas) on, others off."""
    from bot.rasa_runtime import turn_fixes

    wanted = {f.method for f in turn_fixes.FIXES} if names == "all" else set(names.split(","))
    for fix in turn_fixes.FIXES:
        (fix.on if fix.method in wanted else fix.off)()


async def play(agent: Any, script: dict[str, Any]) -> dict[str, Any]:
    """One conversation: what was said after each step, and the tracker's events at the end."""
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
    from rasa.core.policies.policy import PolicyPrediction

    sender = script["id"]
    out = CollectingOutputChannel()
    said: list[list[Any]] = []

    async def say(text: str) -> None:
        await agent.handle_message(UserMessage(text, out, sender, input_channel="test"))

    for step in script["steps"]:
        before = len(out.messages)
        if "say" in step:
            await say(step["say"])
        elif "together" in step:
            await asyncio.gather(*[say(text) for text in step["together"]])
        elif "wait" in step:
            await asyncio.sleep(step["wait"])
        elif "trigger" in step:
            tracker = await agent.processor.fetch_tracker_and_update_session(sender)
            await agent.processor.trigger_external_user_uttered(
                step["trigger"], step.get("entities"), tracker, out
            )
            await agent.processor.save_tracker(tracker)
        elif "run" in step:
            guess = PolicyPrediction.for_action_name(agent.domain, step["run"], "outside", 1.0)
            processor = agent.processor
            await processor.execute_action(sender, step["run"], out, processor.nlg, guess)
        said.append(out.messages[before:])
    tracker = await agent.tracker_store.retrieve_full_tracker(sender)
    return {
        "said": timeless(said),
        "events": timeless([event.as_dict() for event in tracker.events]),
        "slots": timeless(tracker.current_slot_values()),
    }


async def main(args: argparse.Namespace) -> dict[str, Any]:
    """Loads the agent and plays everything, one conversation after the other."""
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    switch(args.fixes)
    if getattr(args, "break"):
        break_a_fix()
    endpoints = AvailableEndpoints()
    if args.actions:
        endpoints.action = EndpointConfig(args.actions)
    else:
        from bot.rasa_runtime.in_process_actions import host_actions

        host_actions(endpoints, "toy_actions")
    agent = await load_agent(args.model, endpoints=endpoints)
    assert agent.is_ready()
    scripts = [s for s in conversations() if not args.only or s["id"] in args.only.split(",")]
    await play(agent, {"id": "warm-up", "steps": [{"say": "你好"}]})
    start = time.process_time(), time.perf_counter()
    played = {}
    for timed in (False, True):
        group = [script for script in scripts if script.get("timed", False) is timed]
        results = await asyncio.gather(*[play(agent, script) for script in group])
        played |= dict(zip([script["id"] for script in group], results, strict=True))
    turns = sum(len(s.get("together", [0])) for x in scripts for s in x["steps"] if "wait" not in s)
    cpu = time.process_time() - start[0]
    return {
        "played": played,
        "turns": turns,
        "cpu_ms_a_turn": round(cpu / turns * 1000, 2),
        "ms_a_turn": round((time.perf_counter() - start[1]) / turns * 1000, 2),
        "tensorflow": "tensorflow" in sys.modules,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("out")
    parser.add_argument("--fixes", default="none")
    parser.add_argument("--actions")
    parser.add_argument("--only", help="ids of conversations, joined by commas")
    parser.add_argument("--break", action="store_true")
    parser.add_argument("--hide-tensorflow", action="store_true")
    arguments = parser.parse_args()
    sys.path[:0] = [str(HERE.parents[1]), str(ASSISTANT)]
    os.chdir(ASSISTANT)
    logging.basicConfig(level=logging.CRITICAL)
    warnings.simplefilter("ignore")

    from bot.rasa_runtime import prepare

    prepare(turn_fixes=False)
    if arguments.hide_tensorflow:
        sys.meta_path.insert(0, HideTensorFlow())
    result = asyncio.run(main(arguments))
    Path(arguments.out).write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")
