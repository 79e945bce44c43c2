"""The papers of a conversation's cases: made when asked for, from what is stored.

A file's name begins with the number of its case, so that it is unique in the conversation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from complaints.cases import Case, Cases
from complaints.documents import Document, Fonts, make
from complaints.evidence import EvidenceStore
from complaints.hours import CHINA
from complaints.notices import due
from knowledge import KnowledgeBase
from knowledge.wording import chinese_day

URL = "/webhooks/web/documents/"


class Papers:
    """`fonts`: None when none is installed; then there are no PDF files. `today`: the day in China."""

    def __init__(
        self,
        cases: Cases,
        evidence: EvidenceStore,
        base: KnowledgeBase,
        fonts: Fonts | None,
        today: Callable[[], date],
    ) -> None:
        self._cases, self._evidence, self._base = cases, evidence, base
        self._fonts, self._today = fonts, today

    def of(self, conversation: str) -> tuple[Document, ...]:
        """Every document of the conversation's cases."""
        cases = self._cases.of_conversation(conversation)
        return tuple(document for case in cases for document in self._made(case))

    def listed(self, conversation: str, number: str) -> list[tuple[str, str]]:
        """What each document of a case is called, and where it is to be had."""
        cases = [c for c in self._cases.of_conversation(conversation) if c.number == number]
        names = [document.name for case in cases for document in self._made(case)]
        return [(name.removeprefix(f"{number}-"), f"{URL}{name}") for name in names]

    def waits(self, case: Case) -> list[tuple[str, str]]:
        """What has to happen, and until which day, counted from the day the case was submitted."""
        day = _in_china(case)
        procedure = self._base.procedure(case.file.kind, day)
        waiting = due(self._base, procedure.waiting, day, day)
        return [(one.what, chinese_day(one.last_day)) for one in waiting]

    def _made(self, case: Case) -> list[Document]:
        items = [
            i for i in self._evidence.items(case.conversation) if i.case in (None, case.number)
        ]
        made = make(
            case.file, self._base, self._today(), items, number=case.number, fonts=self._fonts
        )
        return [replace(d, name=f"{case.number}-{d.name}") for d in made]


def _in_china(case: Case) -> date:
    return case.submitted_at.astimezone(CHINA).date()
