"""Before filing: what would get a complaint or report refused or sent back, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from complaints.models import CaseFile
from complaints.precheck.form import Form
from complaints.precheck.grounds import GROUNDS, Level
from knowledge import KnowledgeBase
from knowledge.wording import fill

__all__ = ["Finding", "Form", "Level", "precheck"]


@dataclass(frozen=True)
class Finding:
    """`ground`: id of the refusal in the procedure. `level`: blocks (it would be refused) or warns.
    `field`: the field or fact that cures it. `text`, `cure` are for reading."""

    ground: str
    level: Level
    text: str
    cure: str
    field: str | None
    cites: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "cites": list(self.cites)}


def precheck(case: CaseFile, base: KnowledgeBase, today: date) -> tuple[Finding, ...]:
    """Every ground of the rule in force on `today` that the case meets, the grave ones first.

    Raises `NotInBase` where the base does not hold the rule of that day, `UnknownName` for a dispute
    or fact it does not know.
    """
    found = tuple(_findings(Form(case, base, today)))
    return tuple(sorted(found, key=lambda finding: finding.level != "blocks"))


def _findings(form: Form) -> Iterator[Finding]:
    for refusal in form.procedure.refusals:
        if refusal.test is None:
            continue
        for met in GROUNDS[refusal.test](form):
            text, cure = fill(refusal.text, met.values.get), fill(refusal.cure, met.values.get)
            assert text and cure, refusal.id
            cites = tuple(refusal.cites)
            yield Finding(refusal.id, met.level, text, cure, met.field, cites)
