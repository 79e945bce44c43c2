"""How fast one conversation, and one address, may ask."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.problems import Problem

_KEPT = 20_000


@dataclass(frozen=True)
class Limits:
    """Acts a minute. Many people may share one address: a company, a village, a mobile network."""

    conversation: int = 40
    address: int = 600
    new_conversations: int = 60


class Rate:
    """At most so many acts a minute for each name; what was not used is saved up for one minute.

    Counted in this process: several processes together allow as many times more.
    """

    def __init__(self, a_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._most, self._now = float(a_minute), now
        self._left: dict[str, tuple[float, float]] = {}

    def count(self, name: str) -> None:
        """Count one act. Raises `Problem` 429 with the seconds to wait when there are too many."""
        now = self._now()
        left, then = self._left.get(name, (self._most, now))
        left = min(self._most, left + (now - then) * self._most / 60)
        if left < 1:
            seconds = math.ceil((1 - left) * 60 / self._most)
            raise Problem(429, headers={"Retry-After": str(seconds)})
        self._left[name] = (left - 1, now)
        if len(self._left) > _KEPT:
            # Whoever has been quiet for a minute has everything left, as if never seen.
            self._left = {n: (k, t) for n, (k, t) in self._left.items() if now - t < 60}
