"""When staff are at the desk: an operator's line such as `1-5 09:00-12:00 13:30-17:30; 6 10:00-12:00`.

Days are numbered from Monday, 1 to 7. Public holidays count as Sunday and weekend days worked
instead (调休) as Monday, by the calendar of the State Council's notices.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from knowledge.calendar import WorkingCalendar

CHINA = ZoneInfo("Asia/Shanghai")
_DAYS = re.compile(r"([1-7])(?:-([1-7]))?")
_SPAN = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})")
_NAMES = "一二三四五六日"
_LOOK_AHEAD = 60
"""Days; no run of holidays is longer."""

NO_HOLIDAYS = WorkingCalendar(frozenset(), frozenset(), date.max, date.min)
"""Weekdays alone, where only the form of the line matters."""

Span = tuple[time, time]


class NoHours(ValueError):
    """The line cannot be read; the message says how to write it."""

    def __init__(self, part: str) -> None:
        super().__init__(
            f"“{part}”不是工作时间，请写成“1-5 09:00-17:30”这样，几段用分号隔开，1是星期一"
        )


@dataclass(frozen=True)
class Hours:
    """Open spans by weekday (1 to 7); the times are China's. No spans at all: never open."""

    spans: Mapping[int, tuple[Span, ...]]
    calendar: WorkingCalendar

    @classmethod
    def parse(cls, line: str, calendar: WorkingCalendar) -> Hours:
        """Raises `NoHours` with the part that is wrong."""
        spans: dict[int, tuple[Span, ...]] = {}
        for part in filter(None, (part.strip() for part in line.split(";"))):
            days, *written = part.split()
            match = _DAYS.fullmatch(days)
            if not match or not written:
                raise NoHours(part)
            first, last = int(match[1]), int(match[2] or match[1])
            if last < first or not spans.keys().isdisjoint(range(first, last + 1)):
                raise NoHours(part)
            read = tuple(_span(text) for text in written)
            if any(before[1] > after[0] for before, after in pairwise(read)):
                raise NoHours(part)
            spans.update(dict.fromkeys(range(first, last + 1), read))
        return cls(spans, calendar)

    def open_at(self, now: datetime) -> bool:
        local = now.astimezone(CHINA)
        return any(a <= local.time() < b for a, b in self._on(local.date()))

    def next_opening(self, now: datetime) -> datetime | None:
        """The next moment at which the desk opens, after `now`; None when it never does."""
        local = now.astimezone(CHINA)
        for ahead in range(_LOOK_AHEAD):
            day = local.date() + timedelta(days=ahead)
            for begin, _ in self._on(day):
                opening = datetime.combine(day, begin, CHINA)
                if opening > local:
                    return opening
        return None

    def to_text(self) -> str:
        """The hours as a person reads them: 周一至周五 09:00–17:30."""
        groups: list[tuple[list[int], tuple[Span, ...]]] = []
        for day in sorted(self.spans):
            if groups and groups[-1][0][-1] == day - 1 and groups[-1][1] == self.spans[day]:
                groups[-1][0].append(day)
            else:
                groups.append(([day], self.spans[day]))
        return "；".join(
            f"{_named(days)} {'、'.join(f'{a:%H:%M}–{b:%H:%M}' for a, b in spans)}"
            for days, spans in groups
        )

    def _on(self, day: date) -> tuple[Span, ...]:
        weekday = day.isoweekday()
        if day in self.calendar.worked:
            weekday = 1
        elif day in self.calendar.off:
            weekday = 7
        return self.spans.get(weekday, ())


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    try:
        if not match:
            raise ValueError
        begin, end = (time(int(match[n]), int(match[n + 1])) for n in (1, 3))
    except ValueError:
        raise NoHours(text) from None
    if begin >= end:
        raise NoHours(text)
    return begin, end


def _named(days: list[int]) -> str:
    first, last = (f"周{_NAMES[day - 1]}" for day in (days[0], days[-1]))
    return first if first == last else f"{first}至{last}"
