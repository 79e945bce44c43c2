"""A parking fee above the one shown, or not shown at all.

价格法 第十三条第二款, 第四十一条: as `price_overcharge`, where the matter is the fee for a place.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {"owed": "yes", "shown_open": "depends", "none": "no"}
READS = ("custody_kind", "overcharge")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`overcharge`: what was paid above the fee shown, or without one shown."""
    if facts.choice("custody_kind") != "parking_fee":
        return Outcome("none")
    excess = facts.money("overcharge")
    if not excess:
        return Outcome("shown_open", missing=("overcharge",))
    return Outcome("owed", excess, working=(f"多收{yuan(excess)}",))
