"""The price of a delivered meal back: nothing came, or it came spilled, short, wrong or late.

电子商务法 第二十条: goods come in the manner and time promised, the risk of the way is the seller's,
unless the buyer chose another carrier. 民法典 第五百七十七条, 第五百八十二条: what is not as agreed is made
good or paid back in part; 第五百九十三条: a third person's fault does not excuse.
第五百六十三条第一款第四项: lateness undoes the bargain only when its purpose is gone, which a court weighs.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "all_back": "yes",
    "part_back": "yes",
    "sum_unknown": "yes",
    "unlike": "depends",
    "late_lost": "depends",
    "late_unknown": "depends",
    "trouble_unknown": "depends",
    "late_taken": "no",
    "other": "no",
}
READS = ("meal_trouble", "meal_state", "amount", "affected_value")
_LATE = {"refused": "late_lost", "spoilt": "late_lost", "taken": "late_taken"}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`affected_value` is the price of the part that went wrong, `amount` that of the order,
    which is the most that can come back."""
    trouble = facts.choice("meal_trouble")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("meal_trouble",))
    if trouble in ("coupon", "service"):
        return Outcome("other")
    if trouble == "unlike":
        return Outcome("unlike", missing=unknown(facts, "affected_value"))
    if trouble == "late":
        key = _LATE.get(facts.choice("meal_state") or "", "late_unknown")
        return Outcome(key, missing=unknown(facts, "meal_state"))
    if trouble == "never":
        return _priced("all_back", facts, "amount")
    return _priced("part_back", facts, "affected_value", facts.money("amount"))


def _priced(key: str, facts: Facts, name: str, most: Decimal | None = None) -> Outcome:
    price = facts.money(name)
    if price is None:
        return Outcome("sum_unknown", missing=(name,))
    if most is not None:
        price = min(price, most)
    return Outcome(key, price, working=(f"没收到、没法吃的部分{yuan(price)}",))
