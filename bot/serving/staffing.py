"""The desk on our mailbox: what staff say goes into the outbox, what they do into the audit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from bot import clock
from bot.channels.port import Reply
from bot.serving.storage import Mailbox, Who
from bot.settings import Settings
from complaints import Cipher
from complaints.desk import Desk
from complaints.hours import Hours
from complaints.staff import Audit
from knowledge.calendar import WorkingCalendar


def open_desk(
    settings: Settings,
    engine: Engine,
    cipher: Cipher,
    mailbox: Mailbox,
    calendar: WorkingCalendar,
    audit: Audit,
    now: Callable[[], datetime] = clock.now,
) -> Desk:
    """The desk of this installation."""

    def tell(conversation: str, who: Who, text: str, custom: dict[str, Any]) -> None:
        mailbox.post(conversation, Reply(text, {**custom, "text": text} if custom else None), who)

    hours = Hours.parse(settings.desk_hours, calendar)
    return Desk(engine, cipher, now, hours, tell, audit)
