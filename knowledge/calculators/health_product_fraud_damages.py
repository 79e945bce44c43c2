"""Damages for deceit in selling a health product, by the rule of `drug_fraud_damages`.

消费者权益保护法 第五十五条第一款; 消费者权益保护法实施条例 第十五条: no effect may be made up to lead the old to
buy.
"""

from __future__ import annotations

from knowledge.calculators import drug_fraud_damages
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = drug_fraud_damages.OUTCOMES
READS = ("health_product_problem", "fault_proof", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`health_product_problem` is what is wrong, `fault_proof` what shows it."""
    return drug_fraud_damages.damages("health_product_problem", facts, rules)
