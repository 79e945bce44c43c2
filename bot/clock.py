"""The day in China, where every date of this service is meant."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The calendar day in China now."""
    return datetime.now(CHINA).date()
