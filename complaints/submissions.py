"""Filing: what a draft becomes when the person says yes, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine

from complaints.cases import Case, Cases
from complaints.database import together
from complaints.evidence import EvidenceStore
from complaints.models import CaseFile


class Submissions:
    """`deliver` keeps a case for delivery (`complaints.delivery.Dispatch.add`)."""

    def __init__(
        self,
        engine: Engine,
        cases: Cases,
        evidence: EvidenceStore,
        deliver: Callable[[str], object],
    ) -> None:
        self._engine, self._cases, self._evidence = engine, cases, evidence
        self._deliver = deliver

    def submit(self, conversation: str, file: CaseFile, key: str) -> Case:
        """Make a case of a file, with the evidence that lies in the conversation, and send it on.

        In the unit of work around, or one of its own. The same key and kind give the same case
        again and change nothing. Raises `ConsentMissing`, `TooLarge`.
        """
        with together(self._engine):
            earlier = self._cases.submitted_with(conversation, file.kind, key)
            if earlier:
                return earlier
            self._cases.save_draft(conversation, file)
            case = self._cases.submit(conversation, file.kind, key)
            self._evidence.attach(conversation, case.number)
            self._deliver(case.number)
            return case
