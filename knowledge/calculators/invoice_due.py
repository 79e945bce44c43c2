"""An invoice for what was paid.

消费者权益保护法 第二十二条: a trader gives an invoice or another voucher, and must when asked. 电子商务法
第十四条: the same on the net, on paper or electronic. 价格法 第十三条第二款: nothing is charged above the
price marked. Who is no trader owes none.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "refuse": "yes",
    "late": "yes",
    "extra": "yes",
    "less": "yes",
    "fake": "yes",
    "receipt": "yes",
    "trouble_unknown": "yes",
    "private": "no",
}
READS = ("invoice_trouble",)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`invoice_trouble`: what is wrong with it; the duty is there before that is known."""
    trouble = facts.choice("invoice_trouble")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("invoice_trouble",))
    return Outcome(trouble)
