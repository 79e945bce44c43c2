"""What a content file may hold: one model a kind of file, checked by pydantic.

The file stem is the id; it is never written inside the file. Every string a person may read is a
*wording*: it may hold blanks in braces (see `knowledge.wording`) and must not hold a number of the
law. Citations are strings such as 消费者权益保护法第五十五条第一款 (see `knowledge.citations`).
"""

from __future__ import annotations

from knowledge.schema.dispute import (
    Claim,
    Competence,
    Deadline,
    Dispute,
    Evidence,
    FactToAsk,
    Headline,
    Point,
    Step,
)
from knowledge.schema.entries import (
    Authority,
    Danger,
    Elsewhere,
    Entry,
    Excuse,
    Lexicon,
    Remedy,
    Season,
    Template,
    Tip,
    WorkingCalendar,
)
from knowledge.schema.facts import (
    Fact,
    Option,
)
from knowledge.schema.fields import (
    Asked,
    Checked,
    Citation,
    Confidence,
    Governs,
    Name,
    ParameterName,
    Status,
    Strict,
    Text,
    Unit,
    Verdict,
)
from knowledge.schema.law import (
    Article,
    LawVersion,
    Parameter,
    ParameterValue,
)
from knowledge.schema.telling import Sentence, Telling

__all__ = [
    "KINDS",
    "Article",
    "Asked",
    "Authority",
    "Checked",
    "Citation",
    "Claim",
    "Competence",
    "Confidence",
    "Danger",
    "Deadline",
    "Dispute",
    "Elsewhere",
    "Entry",
    "Evidence",
    "Excuse",
    "Fact",
    "FactToAsk",
    "Governs",
    "Headline",
    "LawVersion",
    "Lexicon",
    "Name",
    "Option",
    "Parameter",
    "ParameterName",
    "ParameterValue",
    "Point",
    "Remedy",
    "Season",
    "Sentence",
    "Status",
    "Step",
    "Strict",
    "Telling",
    "Template",
    "Text",
    "Tip",
    "Unit",
    "Verdict",
    "WorkingCalendar",
]

KINDS: dict[str, type[Strict]] = {
    "laws": LawVersion,
    "disputes": Dispute,
    "facts": Fact,
    "excuses": Excuse,
    "remedies": Remedy,
    "authorities": Authority,
    "dangers": Danger,
    "elsewhere": Elsewhere,
    "templates": Template,
    "telling": Telling,
    "tips": Tip,
    "calendar": WorkingCalendar,
    "lexicon": Lexicon,
}
"""Folder below content/ → model of its files; parameters/ maps names to `Parameter`."""
