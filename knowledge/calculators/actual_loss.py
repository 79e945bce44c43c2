"""The loss as it was, where who answers for it is already settled by the matter.

民法典 第五百八十四条: damages equal the loss caused by the breach, gains lost included, within what
could be foreseen; 第一千一百八十四条: loss of property by the market price when it occurred.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {"owed": "yes", "sum_unknown": "yes"}
READS = ("loss_amount",)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loss_amount`: what was lost, in yuan, as receipts show it."""
    loss = facts.money("loss_amount")
    if loss is None:
        return Outcome("sum_unknown", missing=("loss_amount",))
    return Outcome("owed", loss, working=(f"实际损失{yuan(loss)}",))
