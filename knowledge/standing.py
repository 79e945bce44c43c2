"""A text that rests on the law, as it reads on the days that count."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge import citations
from knowledge.base import Days, KnowledgeBase
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.wording import blanks, fill


def as_it_stands(base: KnowledgeBase, text: str, cites: Iterable[str], days: Days) -> str | None:
    """The text with its numbers filled in; None when one of them, or a rule of `cites`, did not
    stand on those days."""
    rules = base.rules(days)
    try:
        values = {name: str(rules[name]) for name in blanks(text)}
        for cite in cites:
            reference = citations.parse(cite)
            assert reference is not None, cite
            base.cite(reference, days)
    except (NotInBase, NotYetInForce):
        return None
    return fill(text, values.get)
