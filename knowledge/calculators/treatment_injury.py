"""What an injury by treatment cost, and whether the fault of who treated is settled.

民法典 第一千二百一十八条: a clinic answers for fault; 第一千二百二十二条: which is presumed when it broke the
rules, withheld the records or altered them. 第一千一百六十五条第一款, 第一千一百七十九条 and
消费者权益保护法 第四十九条: who treats without a licence is at fault by that. Else an expert has to say
(最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释 第四条第二款).
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import harm_loss
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed_unlicensed": "yes",
    "owed_records": "yes",
    "fault_open": "depends",
    "cause_thin": "depends",
    "no_cost_yet": "depends",
    "not_hurt": "no",
}
READS = (*harm_loss.READS, "clinic_licence", "records_refused")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The sum is that of `harm_loss`; `records_refused` and `clinic_licence` settle the fault."""
    found = harm_loss.calculate(facts, rules)
    if found.key != "owed":
        return found
    if facts.choice("clinic_licence") == "unlicensed":
        return replace(found, key="owed_unlicensed")
    if facts.choice("records_refused") == "refused":
        return replace(found, key="owed_records")
    open_points = unknown(facts, "clinic_licence", "records_refused")
    return replace(found, key="fault_open", missing=open_points)
