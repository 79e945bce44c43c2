"""What actions work with, handed over once by whoever runs them.

`actions` may read neither the environment nor the clock: the server, the action server and the
command line build these services from the settings and call `configure` before the first turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from complaints.cases import Cases
from complaints.consents import Operator
from complaints.desk import Desk
from complaints.evidence import EvidenceStore
from complaints.hours import CHINA
from complaints.papers import Papers
from complaints.ratings import Ratings
from complaints.retention import Forget
from complaints.submissions import Submissions
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
    """What a turn can call upon. `now` gives an aware datetime."""

    knowledge: KnowledgeBase
    now: Callable[[], datetime]
    cases: Cases
    evidence: EvidenceStore
    papers: Papers
    submissions: Submissions
    desk: Desk
    ratings: Ratings
    personal_data: Forget
    operator: Operator

    def today(self) -> date:
        """The day in China on which a turn happens."""
        return self.now().astimezone(CHINA).date()


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
