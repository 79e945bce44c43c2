"""Whether a shop can hold a buyer to its rules on exchanging or buying back jewellery.

民法典 第四百九十六条第二款, 消费者权益保护法 第二十六条第一款: standard terms of weight for the buyer have to be
pointed out; what was not pointed out and not understood is no part of the contract.
消费者权益保护法实施条例 第十二条: what was promised on after-sales is kept.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "promised": "yes",
    "not_told": "yes",
    "unknown": "depends",
    "told": "no",
    "other_ground": "no",
}
READS = ("jewel_trouble", "terms_told")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`terms_told`: what was said of the rule at the time of buying."""
    if facts.choice("jewel_trouble") != "terms":
        return Outcome("other_ground")
    told = facts.choice("terms_told")
    if told is None:
        return Outcome("unknown", missing=("terms_told",))
    return Outcome(told)
