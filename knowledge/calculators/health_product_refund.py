"""The price back for a health product, by the rule of `drug_refund`.

食品安全法 第七十八条, 广告法 第十八条, 消费者权益保护法实施条例 第十五条: claims of a cure are forbidden; what was
sold by them may be given back (民法典 第一百四十八条).
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
    "fault_unknown": "depends",
    "no_fault": "no",
}
READS = ("health_product_problem", "fault_proof", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`health_product_problem` is what is wrong, `fault_proof` what shows it."""
    return drug_refund.price_back("health_product_problem", facts)
