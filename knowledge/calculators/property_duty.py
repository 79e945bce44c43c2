"""What a property manager owes for its fee, and when the fee is owed all the same.

民法典 第九百四十二条第一款: upkeep of the common parts; 第九百四十四条第一款: whoever is served as agreed pays,
used or not; 第五百八十二条: service below the contract may bring a lower price, which a court weighs.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "repair": "yes",
    "poor": "depends",
    "vacant": "no",
    "other": "no",
}
READS = ("property_trouble",)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`property_trouble`: repair (common parts left broken), poor service, or a vacant home."""
    trouble = facts.choice("property_trouble")
    return Outcome(trouble if trouble in ("repair", "poor", "vacant") else "other")
