"""Property fees paid ahead, back when the contract has ended; and a deposit for decorating.

最高人民法院关于审理物业服务纠纷案件适用法律若干问题的解释 第三条: fees taken for a time not served come back.
消费者权益保护法实施条例 第二十条: a deposit is returned in time once its conditions are met.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "ended": "yes",
    "deposit": "yes",
    "damage": "depends",
    "reason_unknown": "depends",
    "other": "no",
}
READS = ("property_trouble", "overcharge", "deduct_reason")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`overcharge`: the sum to come back; `deduct_reason`: why a deposit is kept."""
    trouble, reason = facts.choice("property_trouble"), facts.choice("deduct_reason")
    sum_due, missing = facts.money("overcharge"), unknown(facts, "overcharge")
    if trouble == "ended":
        return Outcome("ended", sum_due, missing=missing)
    if trouble != "deposit":
        return Outcome("other")
    if reason is None:
        return Outcome("reason_unknown", missing=("deduct_reason",))
    if reason in ("damage", "bills"):
        return Outcome("damage")
    return Outcome("deposit", sum_due, missing=missing)
