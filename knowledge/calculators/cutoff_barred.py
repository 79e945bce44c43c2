"""Cutting off power, water, heat or gas to collect property fees.

民法典 第九百四十四条第三款: whoever runs the property must not press for fees by such means; the second
paragraph leaves urging, a suit or arbitration.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "barred": "yes",
    "access": "yes",
    "trouble_unknown": "depends",
    "other": "no",
}
READS = ("property_trouble",)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`property_trouble`: cutoff (named in the law) or access (a lift or door card, of a kind)."""
    trouble = facts.choice("property_trouble")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("property_trouble",))
    return Outcome({"cutoff": "barred", "access": "access"}.get(trouble, "other"))
