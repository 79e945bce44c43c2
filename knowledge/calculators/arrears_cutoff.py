"""Cutting off a supply for an unpaid bill.

电力供应与使用条例 第三十九条: power only after some days overdue and after urging, by the procedure of the
State; 民法典 第六百五十四条, 第六百五十六条: for all supplies urging, reasonable time and notice come first.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "too_early": "yes",
    "power_late": "depends",
    "others": "depends",
    "facts_unknown": "depends",
    "other": "no",
}
READS = ("utility_trouble", "utility_kind", "overdue_days")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`overdue_days`: days since the bill was due."""
    kind, days = facts.choice("utility_kind"), facts.count("overdue_days")
    if facts.choice("utility_trouble") != "arrears":
        return Outcome("other")
    if kind not in (None, "power"):
        return Outcome("others")
    if kind is None or days is None:
        return Outcome("facts_unknown", missing=unknown(facts, "utility_kind", "overdue_days"))
    limit = rules["utility.power_cut_days"]
    line = f"逾期{days}天，超过{limit}才可以停电"
    return Outcome("too_early" if days <= limit.value else "power_late", working=(line,))
