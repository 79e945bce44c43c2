"""A promise to pay back when the promised result fails to come: 不过退费, 保过, 包录取.

民法典 第五百零九条第一款 and 消费者权益保护法 第十六条第二款: what was agreed is kept. 消费者权益保护法实施条例
第十二条: what a trader promised on service and liability is kept towards who bought. Conditions that
the trader wrote and did not point out do not bind (民法典 第四百九十六条第二款), so that a quarrel about
them is open until the contract is seen.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "conditions": "depends",
    "oral": "depends",
    "none": "no",
}
READS = ("result_promise", "promised_refund")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`result_promise`: written and the result failed to come, disputed conditions, only by word of
    mouth; `promised_refund`: the sum the agreement names for that case."""
    promise = facts.choice("result_promise")
    if promise in (None, "none"):
        return Outcome("none")
    if promise != "written":
        return Outcome("oral" if promise == "oral" else "conditions")
    refund = facts.money("promised_refund")
    if refund is None:
        return Outcome("sum_unknown", missing=("promised_refund",))
    return Outcome("owed", refund, working=(f"协议写明没达到结果退{yuan(refund)}",))
