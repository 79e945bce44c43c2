"""Deadlines as a calendar file (RFC 5545) that phones and computers take in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from complaints.notices import Due
from knowledge import Answer

AHEAD = timedelta(days=3)
AT = time(9)
"""Reminders ring at nine in the morning, `AHEAD` of the last day and once more on it: of a short
period the first may be past."""


def to_ics(
    answer: Answer, today: date, number: str | None = None, waits: Sequence[Due] = ()
) -> bytes:
    """One all-day event for each deadline whose last day is known and not past, and for each of
    `waits`, the answers that are due since the case was handed in.

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
        key = "|".join([number or answer.dispute, answer.law_day.isoformat(), due.rule, due.what])
        event = _event(key, due.last_day, today)
        event.add("summary", f"最后一天：{due.what}")
        cites = "；".join(cite.text for cite in due.cites)
        event.add(
            "description",
            "\n".join(filter(None, [due.rule.partition("：")[2], due.note, f"依据：{cites}"])),
        )
        for ahead in (AHEAD, timedelta()):
            event.add_component(_alarm(due.what, ahead))
        made.add_component(event)
    for wait in waits:
        if wait.last_day >= today:
            made.add_component(_awaited(wait, number or answer.dispute, today))
    return made.to_ical()


def _event(key: str, day: date, today: date) -> Event:
    """An event of the whole day, with the UID of the key."""
    event = Event()
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@weiquan")
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _awaited(wait: Due, case: str, today: date) -> Event:
    """The day by which somebody else has to answer, or the person has to act."""
    event = _event("|".join([case, "wait", wait.what]), wait.last_day, today)
    own = wait.whose == "consumer"
    event.add("summary", f"最后一天：{wait.what}" if own else f"该有消息了：{wait.what}")
    note = "这一天是估算的，放假安排公布后可能有出入。" if wait.estimated else ""
    basis = f"依据：{'；'.join(wait.cites)}" if wait.cites else ""
    event.add("description", "\n".join(filter(None, [note, basis])))
    event.add_component(_alarm(wait.what, timedelta()))
    return event


def _alarm(what: str, ahead: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"快到期了：{what}" if ahead else f"今天到期：{what}")
    alarm.add("trigger", timedelta(hours=AT.hour) - ahead)
    return alarm
