"""Days off and days worked in mainland China, and how periods of the law run out.

Sources: 民法典 第二百零一条 (the first day does not count), 第二百零二条 (month ends), 第二百零三条
(a last day that is a day off moves to the next working day).
"""

from __future__ import annotations

import calendar as _months
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Standing = Literal["within", "last", "rest", "late"]


@dataclass(frozen=True)
class WorkingCalendar:
    """`off` and `worked` hold the exceptions to Monday-to-Friday; days after `covers_until` are
    estimates by weekday alone."""

    off: frozenset[date]
    worked: frozenset[date]
    covers_from: date
    covers_until: date

    def is_working(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def known(self, day: date) -> bool:
        """Whether the published table covers the day."""
        return self.covers_from <= day <= self.covers_until


@dataclass(frozen=True)
class LastDay:
    """The last day of a period. `estimated`: a day beyond the published calendar was counted.
    `moved`: the period ended on a day off (`counted`) and ran on to the next working day."""

    day: date
    counted: date
    moved: bool
    estimated: bool

    def standing(self, on: date) -> Standing:
        """Where a day lies: within the period, on its last day, after it (late), or at rest: the
        last day was a day off and the next working day is not over, so that the period has
        probably moved on."""
        if on <= self.counted:
            return "last" if on == self.counted else "within"
        return "rest" if on <= self.day else "late"


def last_day(start: date, length: int, unit: str, calendar: WorkingCalendar) -> LastDay:
    """When a period of the law ends that begins the day after `start`.

    `unit` is 日, 工作日, 月 or 年. Raises `ValueError` for any other unit or a length below 1.
    """
    if length < 1:
        raise ValueError(f"a period of {length} {unit} has no last day")
    if unit == "工作日":
        end = _after_working_days(start, length, calendar)
        return LastDay(end, end, False, not (calendar.known(start) and calendar.known(end)))
    if unit == "日":
        end = start + timedelta(days=length)
    elif unit == "月":
        end = _after_months(start, length)
    elif unit == "年":
        end = _after_months(start, 12 * length)
    else:
        raise ValueError(f"a deadline cannot be counted in {unit}")
    moved = end
    while not calendar.is_working(moved):
        moved += timedelta(days=1)
    return LastDay(moved, end, moved != end, not (calendar.known(end) and calendar.known(moved)))


def _after_working_days(start: date, count: int, calendar: WorkingCalendar) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working(day)
    return day


def _after_months(start: date, count: int) -> date:
    years, month = divmod(start.month - 1 + count, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, _months.monthrange(year, month)[1]))
