"""What actions work with, handed over once by whoever runs them.

`actions` may read neither the environment nor the clock: the server, the action server and the
command line build these services from the settings and call `configure` before the first turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from knowledge import KnowledgeBase


class NotConfigured(RuntimeError):
    """An action ran before `configure`."""

    def __init__(self) -> None:
        super().__init__(
            "complaints.configure() has not been called; start actions with `weiquan run`, "
            "`weiquan rasa run actions` or `rasa run actions --actions bot.action_entry`"
        )


@dataclass(frozen=True)
class Services:
    """`today` gives the day in China on which a turn happens."""

    knowledge: KnowledgeBase
    today: Callable[[], date]


_current: Services | None = None


def configure(new: Services) -> None:
    """Set the services of this process, replacing earlier ones."""
    global _current
    _current = new


def services() -> Services:
    """The services of this process. Raises `NotConfigured` before `configure`."""
    if _current is None:
        raise NotConfigured
    return _current
