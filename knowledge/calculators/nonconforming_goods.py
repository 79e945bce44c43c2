"""Goods other than ordered, or fewer.

民法典 第六百一十五条, 第六百一十七条, 第五百八十二条: goods must be as agreed; else exchange, return or a lower
price, as is reasonable. 消费者权益保护法 第四十八条第一款第四项, 第六项, 第五十二条: not as described or short,
the trader exchanges, takes back or makes up. 第二十四条第二款: the freight is the trader's.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "return_or_exchange": "yes",
    "missing_part": "yes",
    "missing_sum_unknown": "yes",
    "unproven": "depends",
    "minor": "depends",
    "kind_unknown": "depends",
}
READS = ("mismatch_kind", "mismatch_proof", "missing_value", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`mismatch_kind`: what is wrong; `mismatch_proof` none: nothing shows it yet;
    `missing_value`: the price of what did not come."""
    kind = facts.choice("mismatch_kind")
    if facts.choice("mismatch_proof") == "none":
        return Outcome("unproven", missing=("mismatch_proof",))
    if kind is None:
        return Outcome("kind_unknown", missing=("mismatch_kind",))
    if kind == "minor":
        return Outcome("minor")
    if kind == "missing":
        value = facts.money("missing_value")
        if value is None:
            return Outcome("missing_sum_unknown", missing=("missing_value",))
        return Outcome("missing_part", value, working=(f"少的部分值{yuan(value)}",))
    price = facts.money("amount")
    return Outcome("return_or_exchange", price, missing=unknown(facts, "amount"))
