"""What the server does beside answering: deliver, purge, sweep.

Each chore runs in a thread, again and again, on its own; a failure is logged and counted and never
ends the server. Several processes may do the same chore at once.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.serving import metrics
from bot.serving.backing import Backing

logger = logging.getLogger(__name__)

HOUR = 3600.0
DELIVER, SWEEP, PURGE = 5.0, HOUR, 24 * HOUR
"""How often, in seconds, what is due is delivered, left-over files go, what is too old goes."""

Stopped = Callable[[], bool]


@dataclass(frozen=True)
class Chore:
    """`act` is called every so many seconds, for the first time after `first`, and should end
    early when told that the server stops."""

    name: str
    every: float
    first: float
    act: Callable[[Stopped], object]


def chores(backing: Backing, keep_days: int) -> list[Chore]:
    """The chores of a server."""
    services = backing.services

    def purge(stopped: Stopped) -> None:
        services.personal_data.purge(services.now(), keep_days)

    return [
        Chore("deliver", DELIVER, 0, backing.dispatch.run),
        Chore("sweep", SWEEP, 60, lambda stopped: services.evidence.sweep()),
        Chore("purge", PURGE, 600, purge),
    ]


@asynccontextmanager
async def kept_up(work: Sequence[Chore]) -> AsyncIterator[None]:
    """Do the chores while inside; on leaving, what is under way ends and nothing new begins."""
    stop = asyncio.Event()
    # Chores ask from their thread, where an event of the loop may not be touched.
    stopped = threading.Event()
    tasks = [asyncio.create_task(_again_and_again(chore, stop, stopped.is_set)) for chore in work]
    try:
        yield
    finally:
        stop.set()
        stopped.set()
        await asyncio.gather(*tasks)


async def _again_and_again(chore: Chore, stop: asyncio.Event, stopped: Stopped) -> None:
    pause = chore.first
    while not await _told(stop, pause):
        try:
            await asyncio.to_thread(chore.act, stopped)
        except Exception:
            logger.exception("chore %s failed", chore.name)
            metrics.CHORES.labels(chore.name, "failed").inc()
        else:
            metrics.CHORES.labels(chore.name, "done").inc()
        pause = chore.every


async def _told(stop: asyncio.Event, seconds: float) -> bool:
    """Whether it is time to stop, known after so many seconds at the latest."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return stop.is_set()
    return True
