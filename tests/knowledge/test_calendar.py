"""How periods of the law run out (民法典 第二百零一条 to 第二百零三条), against dates worked by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge.calendar import last_day
from knowledge.lines import read_yaml

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "last_days.yml").read_text())[0]


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_the_last_day_of_a_period(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    last = last_day(row["start"], row["length"], row["unit"], base.calendar)
    assert last.day == row["last"]
    assert last.moved == row.get("moved", False)
    assert last.estimated == row.get("estimated", False)


@pytest.mark.parametrize(("length", "unit"), [(0, "日"), (-1, "月"), (3, "倍"), (3, "小时")])
def test_what_cannot_be_counted_is_refused(
    base: knowledge.KnowledgeBase, length: int, unit: str
) -> None:
    with pytest.raises(ValueError, match=r"last day|cannot be counted"):
        last_day(date(2026, 1, 1), length, unit, base.calendar)


def test_holidays_stand_on_weekdays_and_days_worked_on_weekends(
    content: knowledge.Content,
) -> None:
    for file in content.all("calendar"):
        assert all(d.weekday() < 5 for days in file.data.holidays.values() for d in days)
        assert all(day.weekday() >= 5 for day in file.data.worked)


def test_the_calendar_has_no_missing_year(content: knowledge.Content) -> None:
    years = [int(year) for year in content.ids("calendar")]
    assert years == list(range(years[0], years[-1] + 1))
