"""An event loop whose clock jumps: whatever waits is waited for in no time at all."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Jumping(selectors.DefaultSelector):
    """Instead of sleeping it moves the loop's clock on, unless threads are at work."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[Any]:
        found = super().select(0)
        if found or not timeout or timeout < 0:
            return found if found or timeout == 0 else super().select(timeout)
        if self.loop.threads:
            return super().select(0.001)
        self.loop.clock += timeout
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """`clock` in seconds from its beginning."""

    def __init__(self) -> None:
        selector = _Jumping()
        selector.loop = self
        self.clock, self.threads = 0.0, 0
        super().__init__(selector)

    def time(self) -> float:
        return self.clock

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:  # type: ignore[override]
        future = super().run_in_executor(executor, func, *args)
        self.threads += 1
        future.add_done_callback(self._ended)
        return future

    def _ended(self, future: object) -> None:
        self.threads -= 1


def played(scene: Coroutine[Any, Any, T]) -> T:
    """What a scene returns, played on a clock that jumps."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(scene)
