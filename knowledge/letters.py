"""Letters and forms written from an answer: what is known is filled in, the rest left to fill in."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import schema
from knowledge.base import Days, KnowledgeBase
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.matter import fact_in_words
from knowledge.models import Answer
from knowledge.rules import Rules
from knowledge.wording import chinese_day, fill, yuan

LINE = "＿＿＿＿"
"""What is left to fill in by hand; the name of what belongs there follows in brackets."""

_OWN = {"matter": "事由", "demands": "写明要求", "law": "依据", "today": "日期", "total": "合计"}


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
    return own + [key for key, template in made.items() if not template.disputes]


def write(base: KnowledgeBase, key: str, answer: Answer) -> Letter:
    """A template filled from an answer. A paragraph is left out when a number of the law in it is
    not known for the day; a fact that is not known leaves a line. Raises `UnknownName`."""
    template = base.get("templates", key, schema.Template)
    writing = _Writing(base, answer)
    filled = [fill(paragraph, writing.value) for paragraph in template.paragraphs]
    return Letter(
        key,
        template.name,
        template.to,
        tuple(paragraph for paragraph in filled if paragraph),
        tuple(dict.fromkeys(writing.open)),
    )


class _Writing:
    """The values of a letter's blanks."""

    def __init__(self, base: KnowledgeBase, answer: Answer) -> None:
        self._base, self._answer = base, answer
        self._rules: Rules = base.rules(Days(answer.law_day, answer.as_of))
        self.open: list[str] = []

    def value(self, blank: str) -> str | None:
        kind, _, name = blank.partition(".")
        own = {
            "matter": self._answer.name,
            "demands": self._demands(),
            "law": self._law(),
            "today": chinese_day(self._answer.as_of),
            "total": yuan(self._answer.total) if self._answer.total is not None else None,
        }
        if blank in own:
            return own[blank] or f"{LINE}（{_OWN[blank]}）"
        if kind == "facts":
            return self._fact(name)
        try:
            return str(self._rules[blank])
        except (NotInBase, NotYetInForce):
            return None

    def _fact(self, name: str) -> str:
        words = fact_in_words(self._base, name, self._answer.facts)
        if words:
            return words
        self.open.append(name)
        return f"{LINE}（{self._base.fact(name).name}）"

    def _demands(self) -> str:
        """The claims that hold, numbered, with their sums."""
        held = [claim for claim in self._answer.claims if claim.status == "yes"]
        lines = [
            f"{number}. {claim.name}" + (f"：{yuan(claim.amount)}" if claim.amount else "")
            for number, claim in enumerate(held, 1)
        ]
        return "\n".join(lines)

    def _law(self) -> str:
        """The law behind the claims that hold, each article once."""
        held = [claim for claim in self._answer.claims if claim.status == "yes"]
        by_law: dict[str, list[str]] = {}
        for cite in (cite for claim in held for cite in claim.cites):
            articles = by_law.setdefault(cite.law, [])
            if cite.article not in articles:
                articles.append(cite.article)
        return "；".join(f"《{law}》{'、'.join(articles)}" for law, articles in by_law.items())
