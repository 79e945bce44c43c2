"""The price back for a home sold before completion without a permit.

最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释 第二条: without a presale permit the contract is
void, unless the permit is there before the suit. 民法典 第一百五十七条: what was paid is returned.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "void": "yes",
    "permit_unknown": "depends",
    "obtained": "no",
    "other": "no",
}
READS = ("house_trouble", "permit_state", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`permit_state`: whether the permit is there by now."""
    state = facts.choice("permit_state")
    if facts.choice("house_trouble") != "no_permit" and state != "none":
        return Outcome("other")
    if state == "obtained":
        return Outcome("obtained")
    if state is None:
        return Outcome("permit_unknown", missing=("permit_state",))
    return Outcome("void", facts.money("amount"), missing=unknown(facts, "amount"))
