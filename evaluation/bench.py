"""`make bench`: how quick a turn is, against a baseline in the same run.

Both sides answer the same conversations with the same model and actions, each in a fresh process:

- `stock turn`: Rasa's own turn (`turn_fixes` off) and Rasa's tracker store in memory;
- `ours`: the turn fixes and our durable, encrypted store on SQLite.

Rounds alternate; medians over the rounds and their ratio are printed. Stock Rasa with DIET, an
action server over HTTP and its SQL tracker is a comparison of its own, still to come.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.settings import ROOT, Settings

SIDES = ("stock turn", "ours")
ROUNDS = 3
CONVERSATIONS = 25
MESSAGES = (
    "在网上花2680买的相机，收到是拆修过的旧货，店家不认",
    "上周六买的",
    "有拆修痕迹",
    "那要准备什么证据",
    "多久能有结果",
    "谢谢",
)


def compare(say: Callable[[str], object]) -> None:
    """Run both sides in turn and print their medians and ratios."""
    from bot.rasa_runtime import prepare

    prepare()
    from bot.training import ensure_knowledge, ensure_model

    settings = Settings()
    ensure_knowledge(settings, say)
    ensure_model(settings, say)
    measured: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for round_ in range(ROUNDS):
        for side in SIDES:
            say(f"{side}: {round_ + 1}/{ROUNDS}")
            measured[side].append(_in_fresh_process(side))
    stock, ours = (_medians(measured[side]) for side in SIDES)
    print(f"{'':<22}{SIDES[0]:>12}{SIDES[1]:>12}{'ratio':>9}")
    for name in stock:
        print(f"{name:<22}{stock[name]:>12.2f}{ours[name]:>12.2f}{stock[name] / ours[name]:>8.2f}x")


def _in_fresh_process(side: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "evaluation.bench", side],
        cwd=ROOT, env={**os.environ}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    numbers: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return numbers


def _medians(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(r[name] for r in rounds) for name in rounds[0]}


def measure(side: str) -> dict[str, float]:
    """Load one side, play the conversations, and return its numbers (ms, MB, turns a second)."""
    from bot.rasa_runtime import prepare

    began = time.perf_counter()
    prepare(turn_fixes=side == "ours")
    from bot.channels.port import Incoming
    from bot.serving.assistant import Assistant
    from bot.serving.storage import open_database
    from bot.serving.tracker_store import ConversationStore
    from bot.training import ensure_model, open_knowledge
    from complaints.database import unit_of_work

    settings = Settings()
    open_knowledge(settings, lambda text: None)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        store: Any = ConversationStore(None, engine, settings.cipher)
        if side != "ours":
            from rasa.core.tracker_store import InMemoryTrackerStore

            store = InMemoryTrackerStore(None)
        assistant = Assistant(ensure_model(settings, lambda text: None), store)
        loaded = time.perf_counter() - began

        async def turns() -> list[float]:
            took = []
            for person in range(CONVERSATIONS):
                for number, text in enumerate(MESSAGES):
                    started = time.perf_counter()
                    message = Incoming(
                        "bench", f"p{person}", f"{person}-{number}", text, {"day": "2026-11-24"}
                    )
                    with unit_of_work(engine):
                        await assistant.answer(message)
                    took.append(1000 * (time.perf_counter() - started))
            return took

        took = sorted(asyncio.run(turns())[len(MESSAGES) :])
    return {
        "p50 ms": took[len(took) // 2],
        "p95 ms": took[int(len(took) * 0.95)],
        "p99 ms": took[int(len(took) * 0.99)],
        "ms a turn (mean)": statistics.mean(took),
        "load s": loaded,
        "peak memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
