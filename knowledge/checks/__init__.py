"""Cross-checks of a loaded content set: the gates that keep the base from being wrong quietly."""

from __future__ import annotations

from knowledge.checks import changes, laws, names, procedures, wordings
from knowledge.checks.index import Index
from knowledge.errors import Problem
from knowledge.loader import Content


def check(content: Content) -> list[Problem]:
    """Every problem of the set, sorted; empty when it may be built."""
    index = Index(content)
    rules = (*laws.RULES, *changes.RULES, *names.RULES, *procedures.RULES, *wordings.RULES)
    return sorted({problem for rule in rules for problem in rule(index)})
