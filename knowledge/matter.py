"""One matter while it is worked out: its days, its figures, and how its words are filled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from knowledge import citations, schema
from knowledge.base import Days, KnowledgeBase
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.models import Cite, ClaimFound, Facts, Notice, Outcome
from knowledge.rules import Rules
from knowledge.wording import chinese_day, fill, yuan


@dataclass
class Matter:
    """What one answer is worked out from, and what was met on the way."""

    base: KnowledgeBase
    dispute: schema.Dispute
    facts: Facts
    days: Days
    rules: Rules
    claims: list[ClaimFound] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def words(self, wording: str, own: Outcome | None = None) -> str | None:
        """A wording with its blanks filled for this matter; None when one has no value."""
        return fill(wording, lambda name: self._value(name, own))

    def _value(self, name: str, own: Outcome | None) -> str | None:
        kind, _, rest = name.partition(".")
        if name == "amount":
            return yuan(own.amount) if own and own.amount is not None else None
        if name == "total":
            total = self.total()
            return yuan(total) if total is not None else None
        if kind == "claims":
            found = next((c for c in self.claims if c.id == rest and c.status == "yes"), None)
            return yuan(found.amount) if found and found.amount is not None else None
        if kind == "facts":
            return fact_in_words(self.base, rest, self.facts)
        try:
            return str(self.rules[name])
        except (NotInBase, NotYetInForce) as error:
            self.note(error)
            return None

    def total(self) -> Decimal | None:
        """The sum of the claims that hold and add up; None unless two or more have amounts."""
        amounts = [
            c.amount for c in self.claims if c.status == "yes" and c.adds and c.amount is not None
        ]
        return sum(amounts, Decimal(0)) if len(amounts) > 1 else None

    def fact_name(self, name: str) -> str:
        """What a fact is called in this dispute."""
        own = (fact.name for fact in self.dispute.facts if fact.fact == name and fact.name)
        return next(own, self.base.fact(name).name)

    def note(self, error: NotInBase | NotYetInForce) -> None:
        """Tell the person, once, that a rule could not be used and why."""
        kind = "not_yet_law" if isinstance(error, NotYetInForce) else "not_in_base"
        self.tell(kind, str(error))

    def tell(self, kind: str, text: str) -> None:
        """Add a notice unless it is there already."""
        notice = Notice(kind, text)
        if notice not in self.notices:
            self.notices.append(notice)

    def cites(self, texts: Iterable[str], *, quiet: bool = False) -> tuple[Cite, ...]:
        """The citations that stand on the day that counts; the others become notices, unless
        `quiet` (what the person did not bring up).

        A law and the one that took its place may both be named: the day chooses, without notice.
        """
        found: list[Cite] = []
        missed: list[tuple[str, NotInBase | NotYetInForce]] = []
        for text in texts:
            reference = citations.parse(text)
            assert reference is not None, text
            try:
                found.append(self.base.cite(reference, self.days))
            except (NotInBase, NotYetInForce) as error:
                missed.append((reference.law, error))
        held = {cite.law for cite in found}
        for law, reason in missed:
            if not quiet and not held & self.base.kin(law):
                self.note(reason)
        return tuple(found)


def fact_in_words(base: KnowledgeBase, name: str, facts: Facts) -> str | None:
    """A fact as people read it: 3999元, 2026年3月8日, the label of the option chosen."""
    if name not in facts:
        return None
    value, fact = facts[name], base.fact(name)
    if isinstance(value, Decimal):
        return yuan(value)
    if isinstance(value, date):
        return chinese_day(value)
    labels = {option.id: option.label for option in fact.options}
    if name == "excuses":
        labels = {k: base.get("excuses", k, schema.Excuse).said for k in base.ids("excuses")}
    if isinstance(value, tuple):
        return "、".join(labels.get(item, item) for item in value)
    return labels.get(str(value), str(value))
