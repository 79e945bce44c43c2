"""Documents made from a case file: forms, letters, evidence list, statement of claim as Word and
PDF, the paste-ready pack, the deadlines as a calendar file.

The fonts are looked for on the machine; without them Word files and the rest come all the same
(`fonts.find` says what is missing).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from complaints.documents import deadlines, forms, letters, pack
from complaints.documents.fonts import FontMissing, Fonts, find
from complaints.documents.forms import Evidence
from complaints.documents.paper import Paper
from complaints.documents.pdf import to_pdf
from complaints.documents.word import to_docx
from complaints.drafting import Draft, answer_of, draft
from complaints.models import CaseFile
from knowledge import Answer, KnowledgeBase
from knowledge.wording import chinese_day

__all__ = ["Document", "Evidence", "FontMissing", "Fonts", "find", "make", "papers"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, TEXT = "application/pdf", "text/plain; charset=utf-8"
HTML, ICS = "text/html; charset=utf-8", "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Document:
    """A file to hand over. `missing`: characters that no font at hand can show; in a PDF they are
    marked and named in a note, never left as an empty box."""

    name: str
    media_type: str
    data: bytes
    missing: str = ""


def make(
    case: CaseFile,
    base: KnowledgeBase,
    today: date,
    evidence: Sequence[Evidence] = (),
    number: str | None = None,
    fonts: Fonts | None = None,
) -> tuple[Document, ...]:
    """Every document of a case on a day. `fonts` from `find`; None: no PDF is made.

    Raises `knowledge.UnknownName` for a dispute in no file.
    """
    answer = answer_of(case, base, today)
    made = draft(case, base, today, [item.name for item in evidence])
    found = []
    for paper in papers(case, base, answer, made, evidence, number):
        found.append(Document(f"{paper.name}.docx", DOCX, to_docx(paper, today)))
        if fonts:
            missing = fonts.missing_characters("".join(paper.text()))
            found.append(Document(f"{paper.name}.pdf", PDF, to_pdf(paper, fonts, today), missing))
    found.append(Document("pack.txt", TEXT, pack.as_text(made).encode()))
    found.append(Document("pack.html", HTML, pack.as_html(made).encode()))
    found.append(Document("deadlines.ics", ICS, deadlines.to_ics(answer, today, number)))
    return tuple(found)


def papers(
    case: CaseFile,
    base: KnowledgeBase,
    answer: Answer,
    made: Draft,
    evidence: Sequence[Evidence] = (),
    number: str | None = None,
) -> Iterator[Paper]:
    """The papers of a case: a report has its form and list, a complaint also its letters."""
    day = chinese_day(answer.as_of)
    if case.kind == "report":
        yield forms.report_form(made, number, day)
    else:
        yield forms.complaint_form(made, number, day)
        for key in letters.chosen(base, answer):
            yield letters.paper(base, key, case, answer, made)
    yield forms.evidence_list(base, made, answer, evidence, day)
