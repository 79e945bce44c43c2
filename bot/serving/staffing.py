"""The desk on our mailbox: what staff say goes into the outbox, what they do into the log."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import Engine

from bot import clock
from bot.channels.port import Reply
from bot.serving.storage import Mailbox, Who
from bot.settings import Settings
from complaints.desk import Desk
from complaints.hours import Hours
from complaints.staff import Audit
from knowledge.calendar import WorkingCalendar

logger = logging.getLogger("weiquan.audit")


class LoggedAudit:
    """Writes every act of staff to the log, masked as everything there."""

    def record(self, who: str, act: str, what: str, detail: str = "") -> None:
        logger.info("%s %s %s %s", act, what, who, detail)


def open_desk(
    settings: Settings, engine: Engine, mailbox: Mailbox, calendar: WorkingCalendar, audit: Audit
) -> Desk:
    """The desk of this installation."""

    def tell(conversation: str, who: Who, text: str, custom: dict[str, Any]) -> None:
        mailbox.post(conversation, Reply(text, custom or None), who)

    hours = Hours.parse(settings.desk_hours, calendar)
    return Desk(engine, settings.cipher, clock.now, hours, tell, audit)
