"""Punitive damages for a health food below the safety standards.

食品安全法 第三十四条, 第七十四条, 第一百四十八条第二款: a health food is food; one with a drug in it, or one
found below standard, gives the sum of `food_damages`. A device is no food. Claims of a cure make the sale a
deceit (`health_product_fraud_damages`) but do not show that the food itself is below standard.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import food_damages
from knowledge.calculators.drug_refund import shown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed_by_maker": "yes",
    "price_unknown": "yes",
    "unproven": "depends",
    "not_such": "no",
}
_LOSS = ("amount", "medical_cost", "lost_income", "injury_proof")
READS = ("health_product_problem", "fault_proof", *_LOSS)
_AS_FOOD = {"food_problem": "substandard", "food_source": "packaged"}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`health_product_problem` adulterated: something was found in it; fake: a maker or number is
    missing, which has to be looked into first."""
    problem = facts.choice("health_product_problem")
    if problem not in ("adulterated", "fake"):
        return Outcome("not_such")
    known = {name: facts[name] for name in _LOSS if name in facts}
    found = food_damages.calculate(Facts({**known, **_AS_FOOD}), rules)
    if problem == "fake" or not shown(problem, facts):
        return replace(found, key="unproven", missing=("fault_proof",))
    return found
