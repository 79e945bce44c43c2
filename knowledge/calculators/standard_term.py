"""Whether a term the trader wrote beforehand holds.

消费者权益保护法 第二十六条: such a term that takes away the consumer's rights, frees the trader or weighs
unfairly on the consumer is void. 民法典 第四百九十六条第一款, 第四百九十七条, 第五百零六条; 消费者权益保护法实施条例
第十七条; 侵害消费者权益行为处罚办法 第十二条: the kinds that may not be written. What was negotiated is no
standard term, whatever it is called (最高人民法院关于适用民法典合同编通则若干问题的解释 第九条).
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "no_refund": "yes",
    "final_say": "yes",
    "no_liability": "yes",
    "no_suit": "yes",
    "change": "yes",
    "court": "depends",
    "expire": "depends",
    "forced": "depends",
    "penalty": "depends",
    "other": "depends",
    "kind_unknown": "depends",
    "agreed": "no",
}
READS = ("term_kind", "term_made")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`term_kind`: what it says; `term_made`: printed beforehand, or agreed one by one."""
    if facts.choice("term_made") == "agreed":
        return Outcome("agreed")
    kind = facts.choice("term_kind")
    if kind is None:
        return Outcome("kind_unknown", missing=("term_kind",))
    return Outcome(kind)
