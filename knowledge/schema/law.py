"""Instruments with their versions in time, and the numbers they set."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from knowledge.schema.fields import Checked, Citation, Confidence, Governs, Strict, Text, Unit


class Article(Strict):
    """Our own-worded digest of one article. `paragraphs` is how many 款 the official text has.
    `asked` are questions of lay people that the article answers, for the search. `derived` says how a
    number of the digest, or its paragraphs, follow from the text where they do not stand there as
    such (see `knowledge.official.verify`)."""

    gist: Text
    asked: list[Text] = []
    paragraphs: int = Field(default=1, ge=1, le=40)
    derived: Text | None = None


class LawVersion(Checked):
    """laws/<law>/<day in force>.yml: one instrument as in force from that day.

    `name` is the title as cited: without 中华人民共和国, year or book. `in_force_to` is the last
    day, inclusive. `before` says in words which text governed before the first version held here
    (null: nothing did). `governs` chooses the day that counts: the act's, or today's. `place` is
    the province or city of a local law. `acts_from`: it rules only on acts from that day on,
    whenever they come to court (an interpretation of a code). `succeeded_by` names the law that
    took this one's place where article numbers moved: who cites both is given the one in force on
    the day that counts. `unverified` says what of the metadata could not be checked against an
    official text, and why.
    """

    title: Text
    name: Text
    aliases: list[Text] = []
    kind: Literal["法律", "行政法规", "司法解释", "部门规章", "地方性法规", "规范性文件"]
    issuer: Text
    promulgated: date
    in_force_from: date
    in_force_to: date | None = None
    before: Text | None
    governs: Governs = "substance"
    place: Text | None = None
    acts_from: date | None = None
    succeeded_by: Text | None = None
    unverified: Text | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://")]
    articles: dict[Annotated[str, StringConstraints(pattern=r"^第.+条(之.)?$")], Article]


class ParameterValue(Strict):
    """One value of a number of the law and the days it holds (`until` inclusive).

    `unit` stands here only where a change of the law changed the unit as well. `derived` as with
    `Article`.
    """

    value: Decimal
    unit: Unit | None = None
    since: date
    until: date | None = None
    cites: list[Citation] = Field(min_length=1)
    derived: Text | None = None
    confidence: Confidence = "high"


class Parameter(Strict):
    """One number of the law: parameters/<topic>.yml maps names to these."""

    what: Text
    unit: Unit
    governs: Governs = "substance"
    values: list[ParameterValue] = Field(min_length=1)
