"""What a missing invoice cost, and what was charged for giving one.

最高人民法院关于适用民法典合同编通则若干问题的解释 第二十六条: who gives no invoice performs and makes good the loss
that the delay caused. 价格法 第十三条第二款, 第四十一条: a fee above the price marked comes back.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "fee_back": "yes",
    "loss_shown": "yes",
    "nothing_yet": "depends",
    "private": "no",
}
READS = ("invoice_trouble", "overcharge", "loss_amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`overcharge` is what was paid on top for the invoice, `loss_amount` what its lack cost;
    who was asked for more is asked how much."""
    if facts.choice("invoice_trouble") == "private":
        return Outcome("private")
    fee, loss = facts.money("overcharge"), facts.money("loss_amount")
    if loss:
        total = loss + (fee or Decimal(0))
        line = f"损失{yuan(loss)}"
        if fee:
            line += f" + 另收的{yuan(fee)} = {yuan(total)}"
        return Outcome("loss_shown", total, working=(line,))
    if fee:
        return Outcome("fee_back", fee, working=(f"为开票另收的{yuan(fee)}",))
    charged = facts.choice("invoice_trouble") == "extra"
    return Outcome(
        "nothing_yet", missing=unknown(facts, "overcharge" if charged else "loss_amount")
    )
