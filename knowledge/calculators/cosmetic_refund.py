"""The price back for a cosmetic, by the rule of `drug_refund`.

化妆品监督管理条例 第十七条, 第三十五条, 第六十条: what is not registered, not labelled, out of date or below the
standards must not be sold. A rash by itself leaves the cause open.
"""

from __future__ import annotations

from knowledge.calculators import drug_refund
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "proof_thin": "depends",
    "effect_open": "depends",
    "cause_open": "depends",
    "fault_unknown": "depends",
    "no_fault": "no",
}
READS = ("cosmetic_problem", "fault_proof", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`cosmetic_problem` is what is wrong, `fault_proof` what shows it."""
    return drug_refund.price_back("cosmetic_problem", facts)
