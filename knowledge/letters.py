"""Letters and forms written from an answer: what is known is filled in, the rest left to fill in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from knowledge import citations, schema
from knowledge.base import Days, KnowledgeBase
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.matter import fact_in_words
from knowledge.models import Answer, ClaimFound
from knowledge.rules import Rules
from knowledge.telling import tell
from knowledge.wording import FIELD_BLANKS, chinese_day, fill, yuan

LINE = "＿＿＿＿"
"""What is left to fill in by hand; the name of what belongs there follows in brackets."""

COURT = {"me": "原告", "other": "被告"}
DEAL = "purchase"
"""The part of content/telling that says what was bought."""
_OWN = {
    "matter": "事由",
    "demands": "写明要求",
    "law": "法律依据，可以不写",
    "today": "日期",
    "total": "合计金额",
}


@dataclass(frozen=True)
class Letter:
    """`open` are the facts that are not known and left blank, by id."""

    template: str
    name: str
    to: str
    paragraphs: tuple[str, ...]
    open: tuple[str, ...]

    def to_text(self) -> str:
        return "\n\n".join([self.name, *self.paragraphs])


def suitable(base: KnowledgeBase, dispute: str) -> list[str]:
    """The templates that suit a dispute: those made for it first, then those for any."""
    made = {key: base.get("templates", key, schema.Template) for key in base.ids("templates")}
    own = [key for key, template in made.items() if dispute in template.disputes]
    general = [
        key
        for key, template in made.items()
        if not template.disputes and dispute not in template.not_for
    ]
    return own + general


def write(
    base: KnowledgeBase, key: str, answer: Answer, fields: Mapping[str, str] | None = None
) -> Letter:
    """A template filled from an answer and from the answers to a form (`fields`, by the ids of
    `FIELD_BLANKS`). A paragraph is left out when a number of the law in it is not known for the
    day; what is not known leaves a line. Raises `UnknownName`."""
    template = base.get("templates", key, schema.Template)
    writing = _Writing(base, template, answer, fields or {})
    filled = [fill(paragraph, writing.value) for paragraph in template.paragraphs]
    return Letter(
        key,
        template.name,
        template.to,
        tuple(paragraph for paragraph in filled if paragraph),
        tuple(dict.fromkeys(writing.open)),
    )


def held(base: KnowledgeBase, answer: Answer) -> list[tuple[str, ClaimFound]]:
    """The claims that hold and can be demanded, each as a letter puts it."""
    stated = {claim.id: claim.demand for claim in base.dispute(answer.dispute).claims}
    return [
        (stated[claim.id] or claim.name, claim)
        for claim in answer.claims
        if claim.status == "yes" and stated[claim.id] is not False
    ]


def total(base: KnowledgeBase, answer: Answer) -> Decimal | None:
    """The sum of the demands that add up; that of the only one that names a sum."""
    if answer.total is not None:
        return answer.total
    sums = [claim for _, claim in held(base, answer) if claim.amount is not None]
    counted = [claim.amount for claim in sums if claim.adds] or [c.amount for c in sums]
    return counted[0] if len(counted) == 1 else None


def demands(base: KnowledgeBase, answer: Answer) -> str:
    """The claims that hold, numbered, with their sums; those the total leaves out say so."""
    claims = held(base, answer)
    added = any(claim.adds and claim.amount for _, claim in claims)
    lines = []
    for number, (demand, claim) in enumerate(claims, 1):
        line = f"{number}. {demand}"
        if claim.amount:
            line += f"：{yuan(claim.amount)}"
            line += "（不另外计入合计）" if added and not claim.adds else ""
        lines.append(line)
    return "\n".join(lines)


def law(base: KnowledgeBase, answer: Answer, own: Iterable[tuple[str, str]] = ()) -> str:
    """The law behind a letter (`own`: law and article) and the claims that hold, each article
    once."""
    by_law: dict[str, list[str]] = {}
    named = [(cite.law, cite.article) for _, claim in held(base, answer) for cite in claim.cites]
    for name, article in [*own, *named]:
        articles = by_law.setdefault(name, [])
        if article not in articles:
            articles.append(article)
    return "；".join(f"《{name}》{'、'.join(articles)}" for name, articles in by_law.items())


class _Writing:
    """The values of a letter's blanks."""

    def __init__(
        self,
        base: KnowledgeBase,
        template: schema.Template,
        answer: Answer,
        fields: Mapping[str, str],
    ) -> None:
        self._base, self._template, self._answer, self._fields = base, template, answer, fields
        self._days = Days(answer.law_day, answer.as_of)
        self._rules: Rules = base.rules(self._days)
        self.open: list[str] = []

    def value(self, blank: str) -> str | None:
        kind, _, name = blank.partition(".")
        sum_up = total(self._base, self._answer)
        own = {
            "matter": self._answer.name,
            "demands": self._fields.get("demand") or demands(self._base, self._answer),
            "law": self._fields.get("law") or law(self._base, self._answer, self._own_law()),
            "today": chinese_day(self._answer.as_of),
            "total": yuan(sum_up) if sum_up is not None else None,
        }
        if blank in own:
            return own[blank] or f"{LINE}（{_OWN[blank]}）"
        if kind == "facts":
            return self._fact(name)
        if kind == "fields":
            return self._field(name)
        try:
            return str(self._rules[blank])
        except (NotInBase, NotYetInForce):
            return None

    def _field(self, name: str) -> str:
        """An answer to the form, or the same thing from the facts."""
        fact = {"merchant_name": "merchant"}.get(name, "")
        known = self._fields.get(name) or fact_in_words(self._base, fact, self._answer.facts)
        if name == "deal":
            known = known or self._deal()
        return known or f"{LINE}（{FIELD_BLANKS[name]}）"

    def _deal(self) -> str:
        """What was bought or done, as a court is told it."""
        told = tell(self._base, self._answer, COURT)
        return "".join(sentence.text for sentence in told if sentence.part == DEAL)

    def _fact(self, name: str) -> str:
        words = fact_in_words(self._base, name, self._answer.facts)
        if words:
            return words
        self.open.append(name)
        return f"{LINE}（{self._base.fact(name).name}）"

    def _own_law(self) -> Iterator[tuple[str, str]]:
        """The articles the template itself rests on, those that stand on the day that counts."""
        for text in self._template.cites:
            reference = citations.parse(text)
            assert reference is not None, text
            try:
                cite = self._base.cite(reference, self._days)
            except (NotInBase, NotYetInForce):
                continue
            yield cite.law, cite.article
