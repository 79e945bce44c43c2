"""Bought online and lost or spoilt on the way: the seller's risk until it is signed for.

电子商务法 第二十条: the seller bears the risk of transport unless the consumer chose the carrier;
第五十一条第一款: delivered is when the receiver signs.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "price_back": "yes",
    "part_back": "yes",
    "sum_unknown": "yes",
    "not_buyer": "no",
    "no_loss": "no",
    "unclear": "depends",
}
READS = ("courier_role", "courier_trouble", "amount", "courier_loss")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the price paid; `courier_loss` the price of what is missing."""
    role, trouble = facts.choice("courier_role"), facts.choice("courier_trouble")
    if role in ("sender", "receiver"):
        return Outcome("not_buyer")
    if trouble in ("late", "locker"):
        return Outcome("no_loss")
    if role is None or trouble is None:
        return Outcome("unclear", missing=("courier_role",))
    part = trouble == "short"
    fact = "courier_loss" if part else "amount"
    money = facts.money(fact)
    if money is None:
        return Outcome("sum_unknown", missing=(fact,))
    if part:
        return Outcome("part_back", money, working=(f"少的部分值{yuan(money)}",))
    return Outcome("price_back", money, working=(f"退还已付价款{yuan(money)}",))
