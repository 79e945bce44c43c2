"""The fee of a cosmetic treatment back.

As `service_fee_refund`, but harm alone does not give the fee back: whether the clinic was at fault is for an
expert to say (民法典 第一千二百一十八条, 最高人民法院关于审理医疗损害责任纠纷案件适用法律若干问题的解释 第四条,
第十一条). Who has no licence may not treat at all: the contract breaks a rule that must be kept and is
void (民法典 第一百五十三条第一款), and what was paid comes back (第一百五十七条).
"""

from __future__ import annotations

from knowledge.calculators import service_fee_refund
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "void": "yes",
    "void_sum_unknown": "yes",
    "deceived": "yes",
    "deceived_sum_unknown": "yes",
    "excess": "yes",
    "fault_open": "depends",
    "excess_open": "depends",
    "proof_thin": "depends",
    "poor": "depends",
    "forced": "depends",
    "undone": "depends",
    "trouble_unknown": "depends",
    "no_excess": "no",
}
READS = (*service_fee_refund.READS, "clinic_licence")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`clinic_licence` unlicensed: no licence of the place or none of the person who treated."""
    if facts.choice("clinic_licence") == "unlicensed":
        price = facts.money("amount")
        if price is None:
            return Outcome("void_sum_unknown", missing=("amount",))
        return Outcome("void", price, working=(f"服务费{yuan(price)}",))
    if facts.choice("beauty_trouble") == "injured":
        open_points = () if "clinic_licence" in facts else ("clinic_licence",)
        return Outcome("fault_open", missing=open_points)
    return service_fee_refund.calculate(facts, rules)
