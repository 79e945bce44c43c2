"""When the desk is open."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import knowledge
from complaints.hours import CHINA, NO_HOLIDAYS, Hours, NoHours
from knowledge.lines import read_yaml

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "hours.yml").read_text())[0]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['line']} {row['at']}" for row in ROWS])
def test_open_and_next_opening(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    hours = Hours.parse(row["line"], base.calendar)
    now = datetime.fromisoformat(row["at"]).replace(tzinfo=CHINA).astimezone(UTC)
    opening = hours.next_opening(now)
    assert hours.open_at(now) == row["open"]
    assert (opening and f"{opening:%Y-%m-%dT%H:%M}") == row["next"]


@pytest.mark.parametrize(
    "line",
    [
        "9-17",
        "1-5",
        "0-5 09:00-17:30",
        "5-1 09:00-17:30",
        "1-5 9:00-17:30",
        "1-5 17:30-09:00",
        "1-5 09:00-25:00",
        "1-5 09:00-12:00 11:00-13:00",
        "1-5 09:00-12:00; 5 13:00-14:00",
    ],
)
def test_a_line_that_cannot_be_read_is_refused_with_how_to_write_it(line: str) -> None:
    with pytest.raises(NoHours, match="1-5 09:00-17:30"):
        Hours.parse(line, NO_HOLIDAYS)


def test_hours_as_a_person_reads_them() -> None:
    hours = Hours.parse("1-5 09:00-12:00 13:30-17:30; 6 10:00-12:00", NO_HOLIDAYS)
    assert hours.to_text() == "周一至周五 09:00–12:00、13:30–17:30；周六 10:00–12:00"
