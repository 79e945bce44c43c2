"""The price of food below the safety standards back.

最高人民法院关于审理食品药品惩罚性赔偿纠纷案件适用法律若干问题的解释 第二条: even a buyer who knew gets
the price back; 消费者权益保护法 第五十二条. Nothing is said yet where the fault of the food is open.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "label_only": "yes",
    "unproven": "depends",
}
READS = ("amount", "food_problem")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the price paid in yuan."""
    price, problem = facts.money("amount"), facts.choice("food_problem")
    if problem is None or problem == "unproven":
        return Outcome("unproven", missing=("food_problem",))
    missing = () if price is not None else ("amount",)
    working = (f"退还已付价款{yuan(price)}",) if price is not None else ()
    if problem == "label_minor":
        return Outcome("label_only", price, working=working, missing=missing)
    return Outcome(
        "price_unknown" if price is None else "owed", price, working=working, missing=missing
    )
