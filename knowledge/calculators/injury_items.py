"""What an injury cost, item by item, where the trader answers for it.

民法典 第一千一百七十九条, 消费者权益保护法 第四十九条; 最高人民法院关于审理人身损害赔偿案件适用法律若干
问题的解释 第六条 to 第十一条: treatment by receipts, income lost, nursing, travel, meals in hospital and
nourishment, each as it can be shown.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.calculators.injury_liability import settled
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "proof_thin": "depends",
    "cause_open": "depends",
    "no_cost_yet": "depends",
    "own": "no",
    "not_hurt": "no",
}
ITEMS = {
    "medical_cost": "医疗费",
    "lost_income": "误工费",
    "nursing_cost": "护理费",
    "travel_cost": "交通费",
    "meal_allowance": "住院伙食补助",
    "nutrition_cost": "营养费",
}
READS = ("injury_cause", "injury_harm", "injury_proof", *ITEMS)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Sums in yuan, as receipts, wage slips and the court's own rates show them."""
    if facts.choice("injury_cause") == "own":
        return Outcome("own")
    if facts.choice("injury_harm") == "none":
        return Outcome("not_hurt")
    parts = [(name, money) for fact, name in ITEMS.items() if (money := facts.money(fact))]
    open_items = tuple(fact for fact in ITEMS if fact not in facts)
    if not parts:
        return Outcome("no_cost_yet", missing=("injury_cause", *open_items))
    amount = sum((money for _, money in parts), Decimal(0))
    working = (" + ".join(f"{name}{yuan(money)}" for name, money in parts) + f" = {yuan(amount)}",)
    if not settled(facts):
        return Outcome("cause_open", amount, working=working, missing=("injury_cause",))
    if facts.choice("injury_proof") != "diagnosed":
        return Outcome("proof_thin", amount, working=working, missing=("injury_proof",))
    return Outcome("owed", amount, working=working, missing=open_items)
