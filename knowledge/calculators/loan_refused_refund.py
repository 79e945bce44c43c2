"""The price back when the bank does not lend.

最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释 第十九条: where the contract says the price is
paid by a mortgage loan and none is made, by nobody's fault the price with interest, or the 定金,
comes back; through one side's fault the other may also claim its loss.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "no_fault": "yes",
    "developer_fault": "yes",
    "cause_unknown": "depends",
    "own_fault": "no",
    "other": "no",
}
READS = ("house_trouble", "loan_cause", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loan_cause`: why no loan was made."""
    if facts.choice("house_trouble") != "loan":
        return Outcome("other")
    cause = facts.choice("loan_cause")
    if cause == "own":
        return Outcome("own_fault")
    if cause is None:
        return Outcome("cause_unknown", missing=("loan_cause",))
    key = "developer_fault" if cause == "developer" else "no_fault"
    return Outcome(key, facts.money("amount"), missing=unknown(facts, "amount"))
