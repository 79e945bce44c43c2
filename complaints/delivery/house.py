"""Deliveries that stay in the house."""

from __future__ import annotations

from collections.abc import Sequence

from complaints.cases import Case
from complaints.delivery.port import Receipt
from complaints.documents import Document


class ConsoleQueue:
    """The staff finds the case in its queue; nothing leaves."""

    name = "queue"
    takes_documents = False

    def deliver(self, case: Case, documents: Sequence[Document]) -> Receipt:
        return Receipt(self.name, case.number)


class Nothing:
    """The case is kept and goes nowhere."""

    name = "nothing"
    takes_documents = False

    def deliver(self, case: Case, documents: Sequence[Document]) -> Receipt:
        return Receipt(self.name, case.number, handed_over=False)
