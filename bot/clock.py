"""The day and hour in China, where every date of this service is meant."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, with China's time zone."""
    return datetime.now(CHINA)


def today() -> date:
    """The calendar day in China now."""
    return now().date()
