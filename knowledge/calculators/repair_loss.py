"""What a bad repair cost besides its price.

民法典 第七百八十一条, 第七百八十四条, 第五百八十四条; 消费者权益保护法 第五十二条: the loss as it was, within what
could be foreseen, once it is shown that the repair caused it. What was left in the shop and lost
is the repairer's care.
"""

from __future__ import annotations

from knowledge.calculators.repair_remedy import PROVEN
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "cause_open": "depends",
    "no_loss": "no",
}
READS = ("repair_trouble", "cause_proof", "repair_damage")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`repair_damage` in yuan, as receipts show it."""
    trouble, loss = facts.choice("repair_trouble"), facts.money("repair_damage")
    liable = trouble == "lost" or facts.choice("cause_proof") in PROVEN
    if loss is None and trouble not in ("made_worse", "lost"):
        return Outcome("no_loss")
    working = () if loss is None else (f"实际损失{yuan(loss)}",)
    if not liable:
        return Outcome("cause_open", loss, working=working, missing=("cause_proof",))
    if loss is None:
        return Outcome("sum_unknown", missing=("repair_damage",))
    return Outcome("owed", loss, working=working)
