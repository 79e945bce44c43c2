"""Deadlines as a calendar file (RFC 5545) that phones and computers take in."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from knowledge import Answer

AHEAD = timedelta(days=3)
AT = time(9)
"""Reminders ring at nine in the morning, `AHEAD` of the last day and once more on it: of a short
period the first may be past."""


def to_ics(answer: Answer, today: date, number: str | None = None) -> bytes:
    """One all-day event for each deadline whose last day is known and not past.

    The same case and deadline always give the same UID, so that a later file replaces the earlier
    event. It holds nothing about the person.
    """
    made = Calendar()
    made.add("prodid", "-//weiquan//deadlines//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "维权期限")
    for due in answer.deadlines:
        if due.last_day is None or due.last_day < today:
            continue
        event = Event()
        key = "|".join([number or answer.dispute, answer.law_day.isoformat(), due.rule, due.what])
        event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@weiquan")
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        event.add("dtstart", due.last_day)
        event.add("dtend", due.last_day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"最后一天：{due.what}")
        cites = "；".join(cite.text for cite in due.cites)
        event.add(
            "description",
            "\n".join(filter(None, [due.rule.partition("：")[2], due.note, f"依据：{cites}"])),
        )
        for ahead in (AHEAD, timedelta()):
            event.add_component(_alarm(due.what, ahead))
        made.add_component(event)
    return made.to_ical()


def _alarm(what: str, ahead: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"快到期了：{what}" if ahead else f"今天到期：{what}")
    alarm.add("trigger", timedelta(hours=AT.hour) - ahead)
    return alarm
