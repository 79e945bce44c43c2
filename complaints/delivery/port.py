"""What every way of delivery takes and gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from complaints.cases import Case
from complaints.documents import Document

MAX_BYTES = 20 * 1024 * 1024
"""All documents of one delivery together."""


@dataclass(frozen=True)
class Receipt:
    """`reference`: what the other side calls the delivery, or our number; `handed_over`: whether
    somebody has the case now, so that it is with the staff."""

    channel: str
    reference: str
    handed_over: bool = True


class DeliveryFailed(Exception):
    """It did not get there; the text is for the staff and holds no personal data."""


class Delivery(Protocol):
    """One way for a case to reach those who handle it; `takes_documents`: whether its documents
    are made for it."""

    name: str
    takes_documents: bool

    def deliver(self, case: Case, documents: Sequence[Document]) -> Receipt:
        """Hand a case over. Raises `DeliveryFailed`. The same case may be given twice: after a
        crash nobody knows whether it had arrived."""
        ...


def record(case: Case) -> dict[str, Any]:
    """The case as JSON for another system: what the form asks, not the conversation about it."""
    fields = {**case.file.fields, **case.file.edited}
    return {
        "number": case.number,
        "kind": case.file.kind,
        "dispute": case.file.dispute,
        "state": case.state,
        "submitted_at": case.submitted_at.isoformat(),
        "fields": fields,
        "facts": case.file.facts.values(),
    }


def check_size(documents: Sequence[Document]) -> None:
    """Raises `DeliveryFailed` when the documents are too many bytes to be sent."""
    if sum(len(document.data) for document in documents) > MAX_BYTES:
        raise DeliveryFailed("文件加起来太大，发不出去。")


def submission(case: Case) -> str:
    """The number and how many times the case was submitted: the same for every try of one."""
    times = sum(
        event.state == "submitted" and event.what in ("moved", "revised") for event in case.events
    )
    return f"{case.number}.{times}"
