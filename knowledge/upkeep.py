"""What needs looking at: entries grown old, calendars running out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from knowledge import schema
from knowledge.loader import Content

REVIEW_AFTER = timedelta(days=365)
CALENDAR_AHEAD = timedelta(days=60)


@dataclass(frozen=True, order=True)
class Overdue:
    """An entry to review: why, and since when."""

    since: date
    file: str
    why: str


def due(content: Content, today: date) -> list[Overdue]:
    """Entries not checked for a year, and a working calendar that ends soon; the oldest first."""
    found = []
    for folder in content.files:
        for file in content.all(folder):
            if isinstance(file.data, schema.Checked):
                day = file.data.checked_on + REVIEW_AFTER
                if day < today:
                    found.append(Overdue(day, file.path, f"{file.data.checked_on}核对后已满一年"))
    years = content.ids("calendar")
    end = date(int(years[-1]), 12, 31) if years else today
    if today > end - CALENDAR_AHEAD:
        found.append(Overdue(end, f"calendar/{end.year + 1}.yml", f"放假安排只到{end}"))
    return sorted(found)
