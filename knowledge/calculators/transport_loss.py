"""Luggage lost or damaged by rail, and things left behind in a vehicle.

铁路法 第十七条第一款: insured by declared value, the loss up to that value; not insured, the loss up to
the limit the railway authority set, unless it was on purpose or reckless. 最高人民法院关于审理铁路运输损害赔偿
案件若干问题的解释 第三条第一款: within the declared value the loss itself counts. 民法典 第八百二十四条第一款:
for hand luggage the carrier answers only when it is at fault.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "insured": "yes",
    "uninsured": "yes",
    "loss_unknown": "yes",
    "left_behind": "depends",
    "not_this": "no",
}
READS = ("ride_trouble", "loss_amount", "insured_value")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loss_amount`: what was lost, `insured_value`: the value declared, none when not insured."""
    trouble = facts.choice("ride_trouble")
    if trouble == "lost_item":
        return Outcome("left_behind")
    if trouble != "luggage":
        return Outcome("not_this")
    loss, declared = facts.money("loss_amount"), facts.money("insured_value")
    if loss is None:
        return Outcome("loss_unknown", missing=("loss_amount",))
    if not declared:
        missing = () if "insured_value" in facts else ("insured_value",)
        return Outcome("uninsured", loss, working=(f"实际损失{yuan(loss)}",), missing=missing)
    paid = min(loss, declared)
    line = f"实际损失{yuan(loss)}，保价{yuan(declared)}，取低的{yuan(paid)}"
    return Outcome("insured", paid, working=(line,))
