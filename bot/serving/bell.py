"""Waking those who wait for news of a conversation.

One process rings for itself; several processes on one PostgreSQL put LISTEN/NOTIFY behind the same
two methods.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Heard(Protocol):
    """The listener's end."""

    async def wait(self, seconds: float) -> bool:
        """Until the next ring since the last wait; false when none came in time."""
        ...


class Bell(Protocol):
    """`ring` may be called from any thread; whoever listens hears every ring from then on."""

    def ring(self, conversation: str) -> None: ...

    def listen(self, conversation: str) -> AbstractContextManager[Heard]: ...


class HouseBell:
    """The bell of one process."""

    def __init__(self) -> None:
        self._ears: dict[str, set[_Ear]] = {}

    def ring(self, conversation: str) -> None:
        for ear in tuple(self._ears.get(conversation, ())):
            ear.loop.call_soon_threadsafe(ear.event.set)

    @contextmanager
    def listen(self, conversation: str) -> Iterator[Heard]:
        """Listen within the running event loop."""
        ear = _Ear()
        self._ears.setdefault(conversation, set()).add(ear)
        try:
            yield ear
        finally:
            ears = self._ears[conversation]
            ears.discard(ear)
            if not ears:
                del self._ears[conversation]


class _Ear:
    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.event = asyncio.Event()

    async def wait(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self.event.wait(), seconds)
        except TimeoutError:
            return False
        self.event.clear()
        return True
