"""How often something may be tried."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_KEYS = 10_000


class Rate:
    """At most `times` in `seconds` for each key, counted in this process; forgets the keys that
    have been quiet longest when there are too many."""

    def __init__(
        self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._times, self._seconds, self._clock = times, seconds, clock
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Count a try and say whether it may go on."""
        now = self._clock()
        tries = self._tries.setdefault(key, deque(maxlen=self._times))
        self._tries.move_to_end(key)
        if len(self._tries) > MOST_KEYS:
            self._tries.popitem(last=False)
        if len(tries) == self._times and now - tries[0] < self._seconds:
            return False
        tries.append(now)
        return True
