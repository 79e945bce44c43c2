"""A desk with its staff on a real database, a clock that tests move, and lists of what happened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher

from bot.channels.port import Reply
from bot.serving.storage import Mailbox, Who, open_database
from complaints import Cipher
from complaints.desk import Desk
from complaints.hours import CHINA, NO_HOLIDAYS, Hours
from complaints.staff import Account, Staff

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=CHINA)
PASSWORD = "correct horse 7"


class Records:
    """An audit that keeps a list."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str]] = []

    def record(self, who: str, act: str, what: str, detail: str = "") -> None:
        self.rows.append((who, act, what, detail))

    def acts(self) -> list[str]:
        return [act for _, act, _, _ in self.rows]


class Office:
    """Everything behind the desk, as after a start of the process."""

    def __init__(self, url: str, cipher: Cipher | None = None) -> None:
        self.url = url
        self.time = TUESDAY
        self.engine = open_database(url)
        self.cipher = cipher or Cipher([Cipher.new_key()])
        self.audit = Records()
        self.mailbox = Mailbox(self.engine, self.cipher)
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        self.staff = Staff(self.engine, self.cipher, lambda: self.time, self.audit, quick)
        hours = Hours.parse("1-5 09:00-17:30", NO_HOLIDAYS)
        self.desk = Desk(self.engine, self.cipher, lambda: self.time, hours, self.tell, self.audit)

    def tell(self, conversation: str, who: Who, text: str, custom: dict[str, Any]) -> None:
        self.mailbox.post(conversation, Reply(text, custom or None), who)

    def account(self, name: str, role: str = "agent") -> Account:
        return self.staff.add(name, role, PASSWORD, "cli")

    def later(self, **time: float) -> None:
        self.time += timedelta(**time)

    def told(self, conversation: str = "c") -> list[tuple[str, str]]:
        return [(post.who, post.reply.text) for post in self.mailbox.since(conversation)]
