"""Money back for a meter that runs wrong.

计量法 第九条第一款, 第二十一条: meters by which money is reckoned have to be verified, and a dispute over their
accuracy is settled by the verification. 消费者权益保护法 第十条第二款: the consumer is entitled to correct
measure. 民法典 第九百八十五条: what was taken without ground comes back.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "wrong": "yes",
    "untested": "depends",
    "trouble_unknown": "depends",
    "right": "no",
    "other": "no",
}
READS = ("utility_trouble", "meter_check", "overcharge")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`meter_check`: what the verification found; `overcharge`: how much was charged too much."""
    trouble, found = facts.choice("utility_trouble"), facts.choice("meter_check")
    if trouble is None and found is None:
        return Outcome("trouble_unknown", missing=("utility_trouble",))
    if trouble not in (None, "meter"):
        return Outcome("other")
    if found == "right":
        return Outcome("right")
    if found == "wrong":
        missing = unknown(facts, "overcharge")
        return Outcome("wrong", facts.money("overcharge"), missing=missing)
    return Outcome("untested", missing=unknown(facts, "meter_check"))
