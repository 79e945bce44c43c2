"""The page of a case on our store: what `bot.channels.case` asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.channels.case import NotFound, Progress, TooMany
from complaints.case_words import in_words, name_of, told_events
from complaints.cases import Case, Cases, NoSuchCase
from complaints.numbers import NotANumber
from complaints.tries import TooManyTries

KINDS = {"complaint": "投诉", "report": "举报"}


class CasePage:
    """Looks a case up for whoever knows its number and the end of the phone. `waits`: what is due
    in a case, and until when (`complaints.papers.Papers.waits`)."""

    def __init__(self, cases: Cases, waits: Callable[[Case], Sequence[tuple[str, str]]]) -> None:
        self._cases, self._waits = cases, waits

    def __call__(self, number: str, tail: str, address: str) -> Progress:
        try:
            case = self._cases.look_up(number, tail, address)
        except (NoSuchCase, NotANumber) as error:
            raise NotFound(str(NoSuchCase())) from error
        except TooManyTries as error:
            raise TooMany(str(error), max(1, int(error.wait.total_seconds()))) from error
        return self._told(case)

    def _told(self, case: Case) -> Progress:
        kind, words = case.file.kind, in_words(case.file.kind, case.state)
        return Progress(
            case.number,
            KINDS[kind],
            name_of(kind, case.state),
            words.means,
            words.next,
            [(event.at, name) for event, name in told_events(case)],
            self._waits(case),
        )
