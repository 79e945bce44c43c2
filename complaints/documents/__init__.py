"""Documents made from a case file: forms, letters, evidence list, statement of claim as Word and
PDF, the paste-ready pack, the deadlines as a calendar file.

The fonts are looked for on the machine; without them Word files and the rest come all the same
(`fonts.find` says what is missing).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from complaints.documents import deadlines, forms, letters, pack
from complaints.documents.fonts import FontMissing, Fonts, find
from complaints.documents.forms import Evidence
from complaints.documents.paper import Line, Paper
from complaints.documents.pdf import to_pdf
from complaints.documents.word import to_docx
from complaints.drafting import Draft, answer_of, draft
from complaints.models import CaseFile
from complaints.notices import Due
from knowledge import Answer, KnowledgeBase
from knowledge.wording import chinese_day

__all__ = [
    "Document",
    "Evidence",
    "FontMissing",
    "Fonts",
    "Line",
    "Paper",
    "find",
    "make",
    "names",
    "to_pdf",
]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, TEXT = "application/pdf", "text/plain; charset=utf-8"
HTML, ICS = "text/html; charset=utf-8", "text/calendar; charset=utf-8"
PACK, PAGE, DATES = "粘贴稿.txt", "粘贴稿.html", "期限.ics"


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
    only: str | None = None,
    waits: Sequence[Due] = (),
) -> tuple[Document, ...]:
    """Every document of a case on a day, or the one named `only` (a PDF takes about a second).

    `fonts` from `find`; None: no PDF is made. `waits`: the answers due since the case was handed
    in, for the calendar. Raises `knowledge.UnknownName` for a dispute in no
    file.
    """
    makers = _makers(case, base, today, evidence, number, fonts, waits)
    return tuple(make_one() for name, make_one in makers if only in (None, name))


def names(
    case: CaseFile, base: KnowledgeBase, today: date, fonts: Fonts | None = None
) -> tuple[str, ...]:
    """What the documents of `make` are called, in their order; no file is made."""
    return tuple(name for name, _ in _makers(case, base, today, (), None, fonts, ()))


def _makers(
    case: CaseFile,
    base: KnowledgeBase,
    today: date,
    evidence: Sequence[Evidence],
    number: str | None,
    fonts: Fonts | None,
    waits: Sequence[Due],
) -> Iterator[tuple[str, Callable[[], Document]]]:
    """Each document by its name, with what makes its file."""
    answer = answer_of(case, base, today)
    made = draft(case, base, today, [item.name for item in evidence])
    for paper in _papers(case, base, answer, made, evidence, number):
        yield f"{paper.name}.docx", partial(_docx, paper, today)
        if fonts:
            yield f"{paper.name}.pdf", partial(_pdf, paper, fonts, today)
    yield PACK, lambda: Document(PACK, TEXT, pack.as_text(made).encode())
    yield PAGE, lambda: Document(PAGE, HTML, pack.as_html(made).encode())
    yield DATES, lambda: Document(DATES, ICS, deadlines.to_ics(answer, today, number, waits))


def _docx(paper: Paper, today: date) -> Document:
    return Document(f"{paper.name}.docx", DOCX, to_docx(paper, today))


def _pdf(paper: Paper, fonts: Fonts, today: date) -> Document:
    missing = fonts.missing_characters("".join(paper.text()))
    return Document(f"{paper.name}.pdf", PDF, to_pdf(paper, fonts, today), missing)


def _papers(
    case: CaseFile,
    base: KnowledgeBase,
    answer: Answer,
    made: Draft,
    evidence: Sequence[Evidence],
    number: str | None,
) -> Iterator[Paper]:
    """The papers of a case: a report has its form and list, a complaint also its letters."""
    day, rule = chinese_day(answer.as_of), base.procedure(case.kind, answer.as_of)
    if case.kind == "report":
        yield forms.report_form(rule, made, number, day)
    else:
        yield forms.complaint_form(rule, made, number, day)
        for key in letters.chosen(base, answer):
            yield letters.paper(base, key, case, answer, made)
    yield forms.evidence_list(base, made, answer, evidence, day)
