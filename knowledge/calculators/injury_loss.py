"""What an injury cost: treatment and income lost.

消费者权益保护法 第四十九条; 民法典 第一千一百七十九条. The person shows a first link between product
and injury (最高人民法院关于审理食品药品纠纷案件适用法律若干问题的规定 第五条第二款).
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {"owed": "yes", "cause_thin": "depends", "no_cost_yet": "depends"}
READS = ("medical_cost", "lost_income", "injury_proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Sums in yuan, as receipts show them. No receipts yet: nothing to add up."""
    parts = [
        (name, money)
        for name, fact in (("看病花费", "medical_cost"), ("误工损失", "lost_income"))
        if (money := facts.money(fact))
    ]
    if not parts:
        return Outcome("no_cost_yet", missing=("medical_cost",))
    amount = sum((money for _, money in parts), Decimal(0))
    working = (" + ".join(f"{name}{yuan(money)}" for name, money in parts) + f" = {yuan(amount)}",)
    if facts.choice("injury_proof") not in ("diagnosed", "several"):
        return Outcome("cause_thin", amount, working=working, missing=("injury_proof",))
    return Outcome("owed", amount, working=working)
