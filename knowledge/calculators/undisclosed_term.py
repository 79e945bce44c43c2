"""A contract period or penalty that was never pointed out.

民法典 第四百九十六条第二款: a standard term that weighs on the customer and was not pointed out, so that it
went unnoticed, can be treated as not agreed; 第四百九十七条: one that unreasonably bars the customer's
main rights is void. 消费者权益保护法 第二十六条.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "not_told": "yes",
    "no_term": "yes",
    "small_print": "depends",
    "told_unknown": "depends",
    "told": "no",
    "other": "no",
}
READS = ("telecom_trouble", "term_told")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`term_told`: how the period and the penalty were pointed out when the plan was taken."""
    if facts.choice("telecom_trouble") != "term":
        return Outcome("other")
    told = facts.choice("term_told")
    if told is None:
        return Outcome("told_unknown", missing=("term_told",))
    return Outcome(told)
