"""The papers of a conversation's cases: made when asked for, from what is stored.

A file's name begins with the number of its case, so that it is unique in the conversation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from complaints.cases import Case, Cases
from complaints.documents import Document, Fonts, make, names
from complaints.evidence import EvidenceItem, EvidenceStore
from complaints.hours import CHINA
from complaints.notices import Due, due
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
        """Every document of the conversation's cases. Takes seconds."""
        cases = self._cases.of_conversation(conversation)
        return tuple(document for case in cases for document in self.of_case(case))

    def one(self, conversation: str, name: str) -> Document | None:
        """The document of that name, made alone; None when the conversation has none so named."""
        for case in self._cases.of_conversation(conversation):
            number, _, own = name.partition(f"{case.number}-")
            if not number and own:
                return next(iter(self.of_case(case, own)), None)
        return None

    def listed(self, conversation: str, number: str) -> list[tuple[str, str]]:
        """What each document of a case is called, and where it is to be had; none is made."""
        cases = [c for c in self._cases.of_conversation(conversation) if c.number == number]
        return [
            (name, f"{URL}{case.number}-{name}")
            for case in cases
            for name in names(case.file, self._base, self._today(), self._fonts)
        ]

    def of_case(self, case: Case, only: str | None = None) -> tuple[Document, ...]:
        """The documents of a case, or the one called `only`."""
        evidence = self._evidence_of(case)
        made = make(
            case.file, self._base, self._today(), evidence, case.number, self._fonts, only,
            self._due(case),
        )  # fmt: skip
        return tuple(replace(d, name=f"{case.number}-{d.name}") for d in made)

    def waits(self, case: Case) -> list[tuple[str, str]]:
        """What has to happen, and until which day, counted from the day the case was submitted."""
        return [(one.what, chinese_day(one.last_day)) for one in self._due(case)]

    def _due(self, case: Case) -> list[Due]:
        day = _in_china(case)
        return due(self._base, self._base.procedure(case.file.kind, day).waiting, day, day)

    def _evidence_of(self, case: Case) -> list[EvidenceItem]:
        """What was handed in with it, or with the other case made of the same story."""
        if own := self._evidence.of_case(case.number):
            return own
        return [
            item
            for other in self._cases.of_conversation(case.conversation)
            if other.file.story == case.file.story and other.file.dispute == case.file.dispute
            for item in self._evidence.of_case(other.number)
        ]


def _in_china(case: Case) -> date:
    return case.submitted_at.astimezone(CHINA).date()
