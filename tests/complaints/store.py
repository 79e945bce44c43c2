"""What tests of the case store share: a clock that is set by hand and a small case file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from complaints import Cipher
from complaints.cases import PERSONAL_DATA, Cases
from complaints.models import CaseFile, Consent, FactBook, Kind

START = datetime(2026, 4, 20, 9, 30, tzinfo=UTC)
PHONE = "13812345678"
AGREED = Consent(PERSONAL_DATA, "1", True, START.isoformat())
KEY = Cipher.new_key()


class Clock:
    """Time passes only when told to."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, **time: float) -> None:
        self.moment += timedelta(**time)


def case_file(kind: Kind = "complaint", **changes: Any) -> CaseFile:
    """A gym that does not give the money back; the person has agreed."""
    fields = {
        "person_name": "王小明",
        "person_phone": PHONE,
        "merchant_name": "飞跃健身",
        "account": "办卡三千元，第二天想退。",
    }
    return CaseFile(
        kind=kind,
        dispute="gym_fitness",
        facts=FactBook().with_value("amount", 3000, "said", START.isoformat()),
        fields={**fields, **changes.pop("fields", {})},
        consents=changes.pop("consents", (AGREED,)),
        **changes,
    )


def new_cases(engine: Engine, clock: Clock) -> Cases:
    return Cases(engine, Cipher([KEY]), clock)


def submitted(cases: Cases, conversation: str = "c", key: str = "k", **changes: Any) -> str:
    """The number of a case just submitted."""
    file = case_file(**changes)
    cases.save_draft(conversation, file)
    return cases.submit(conversation, file.kind, key).number
