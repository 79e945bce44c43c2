"""Texts of consent: what is collected, by whom, how long, and how to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge import Days, KnowledgeBase
from knowledge.schema import ConsentText
from knowledge.wording import fill


@dataclass(frozen=True)
class Operator:
    """Who runs this installation, as people are told. `kept`: how long data is held, in words."""

    name: str
    contact: str
    kept: str


def consent_words(base: KnowledgeBase, text: ConsentText, operator: Operator, today: date) -> str:
    """A text of consent as the person reads it."""
    rules = base.rules(Days(today, today))
    own = {"operator": operator.name, "contact": operator.contact, "kept": operator.kept}
    return fill(text.text, lambda blank: own.get(blank) or str(rules[blank])) or ""
