"""More money asked for in the middle of a service.

消费者权益保护法 第十条第二款, 第十六条第三款: no one has to take a forced deal; 第四十八条第一款第七项: fees
against the agreement are answered for. 民法典 第五百零九条第一款. What the customer freely added is owed.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "pay_back": "yes",
    "refuse": "yes",
    "agreed_unknown": "depends",
    "agreed": "no",
    "other_trouble": "no",
}
READS = ("service_trouble", "extra_agreed", "extra_paid")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`extra_paid`: what was paid beyond the price agreed."""
    if facts.choice("service_trouble") != "extra":
        return Outcome("other_trouble")
    agreed, paid = facts.choice("extra_agreed"), facts.money("extra_paid")
    if agreed is None:
        return Outcome("agreed_unknown", missing=("extra_agreed",))
    if agreed == "free":
        return Outcome("agreed")
    if not paid:
        return Outcome("refuse", missing=() if paid is not None else ("extra_paid",))
    return Outcome("pay_back", paid, working=(f"约定之外多收的{yuan(paid)}",))
