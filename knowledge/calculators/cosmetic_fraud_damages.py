"""Damages for deceit in selling a cosmetic, by the rule of `drug_fraud_damages`.

消费者权益保护法 第五十五条第一款; 化妆品监督管理条例 第四十三条第二款: no medical effect may be claimed.
"""

from __future__ import annotations

from knowledge.calculators import drug_fraud_damages
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = drug_fraud_damages.OUTCOMES
READS = ("cosmetic_problem", "fault_proof", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`cosmetic_problem` is what is wrong, `fault_proof` what shows it."""
    return drug_fraud_damages.damages("cosmetic_problem", facts, rules)
