"""Where submitted cases go, as the settings say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from bot.settings import Settings
from complaints.cases import Cases
from complaints.delivery import (
    ConsoleQueue,
    Delivery,
    Dispatch,
    Folder,
    Mail,
    MailServer,
    Nothing,
)
from complaints.papers import Papers

NAMES = ("queue", "mail", "webhook", "folder", "nothing")
"""Every name under which a case may have been kept for delivery."""


def open_dispatch(
    settings: Settings,
    engine: Engine,
    cases: Cases,
    papers: Papers,
    now: Callable[[], datetime],
) -> tuple[Dispatch, Callable[[str], None]]:
    """The dispatcher, and what keeps a case for it.

    There is one way; what was kept for another before the settings changed goes by it as well.
    """
    way = way_of(settings, now)
    dispatch = Dispatch(engine, cases, dict.fromkeys(NAMES, way), papers.of_case, now)
    return dispatch, lambda number: dispatch.add(number, way.name)


def way_of(settings: Settings, now: Callable[[], datetime]) -> Delivery:
    """The way that `WEIQUAN_DELIVERY` names."""
    if settings.delivery == "mail":
        server = MailServer(
            settings.mail_host,
            settings.mail_port,
            settings.mail_security,
            settings.mail_user,
            settings.mail_password.get_secret_value(),
        )
        return Mail(server, settings.mail_from, settings.mail_to)
    if settings.delivery == "webhook":
        return settings.webhook(now)
    if settings.delivery == "folder" and settings.delivery_folder:
        return Folder(settings.delivery_folder)
    return Nothing() if settings.delivery == "none" else ConsoleQueue()
