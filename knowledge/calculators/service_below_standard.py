"""Heat, water or a line that is not as good as it should be.

民法典 第六百五十一条, 第六百五十六条: a supply below the standard of the State or the contract makes liable for
the loss. 电信条例 第三十九条第一款: service below the standard, of the State or the company's own, has to be
put right. 消费者权益保护法 第二十三条第二款, 第四十八条第一款. What a cold home gets back is set by local rules.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "below": "yes",
    "unmeasured": "depends",
    "meets": "no",
    "other": "no",
}
READS = ("utility_trouble", "telecom_trouble", "standard_check")
TROUBLES = ("quality", "slow")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`standard_check`: what was measured, by both sides or by a body."""
    found = facts.choice("standard_check")
    troubles = (facts.choice("utility_trouble"), facts.choice("telecom_trouble"))
    if not any(trouble in TROUBLES for trouble in troubles):
        return Outcome("other")
    if found in (None, "none"):
        return Outcome("unmeasured", missing=() if found else ("standard_check",))
    return Outcome(found)
