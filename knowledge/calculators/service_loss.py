"""Loss beyond the fee: treatment of a sick animal, things broken in the house, a dearer replacement.

民法典 第五百八十四条: breach owes the loss it caused; 第一千一百九十一条第一款: for its staff at work the company
answers; 第九百六十二条第二款: a mere go-between answers for what it hid or made up. 第一千一百八十四条: property
by the market price.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "cause_thin": "depends",
    "go_between": "depends",
    "relation_unknown": "depends",
    "none": "no",
}
READS = ("service_trouble", "pet_proof", "helper_relation", "loss_amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`helper_relation`: staff of the company, or only found through it; `loss_amount` in yuan."""
    trouble, loss = facts.choice("service_trouble"), facts.money("loss_amount")
    if trouble == "sick_pet" and facts.choice("pet_proof") != "before":
        return Outcome("cause_thin", missing=() if "pet_proof" in facts else ("pet_proof",))
    if trouble == "damage":
        relation = facts.choice("helper_relation")
        if relation is None:
            return Outcome("relation_unknown", missing=("helper_relation",))
        if relation == "go_between":
            return Outcome("go_between")
    if trouble not in ("sick_pet", "damage") and (trouble not in ("not_done", "lost") or not loss):
        return Outcome("none")
    if loss is None:
        return Outcome("sum_unknown", missing=("loss_amount",))
    return Outcome("owed", loss, working=(f"有凭据的损失{yuan(loss)}",))
