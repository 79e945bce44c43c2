"""A late fee above what the rules allow.

电力供应与使用条例 第三十九条: on an electricity bill up to so much a day, as the contract says; 电信条例
第三十四条第一款: on a telephone bill so much a day. Water, gas and heat go by the contract (民法典
第六百五十四条第一款, 第六百五十六条).
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import plain, yuan

OUTCOMES: dict[str, Status] = {
    "above": "yes",
    "by_contract": "depends",
    "facts_unknown": "depends",
    "within": "no",
    "other": "no",
}
READS = (
    "utility_trouble",
    "utility_kind",
    "telecom_trouble",
    "unpaid_bill",
    "overdue_days",
    "late_fee",
)
PERCENT = 100


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`unpaid_bill`: the sum that was due; `late_fee`: what is asked on top of it."""
    ours = facts.choice("utility_trouble") == "late_fee"
    phone = facts.choice("telecom_trouble") == "late_fee"
    if not (ours or phone):
        return Outcome("other")
    if not phone and facts.choice("utility_kind") not in (None, "power"):
        return Outcome("by_contract")
    bill, fee, days = (
        facts.money("unpaid_bill"),
        facts.money("late_fee"),
        facts.count("overdue_days"),
    )
    needed = () if phone else ("utility_kind",)
    missing = unknown(facts, *needed, "unpaid_bill", "overdue_days", "late_fee")
    if missing or bill is None or fee is None or days is None:
        return Outcome("facts_unknown", missing=missing)
    rate = rules["telecom.late_fee_percent" if phone else "utility.power_late_fee_percent_max"]
    most = bill * rate.value / PERCENT * days
    line = f"{yuan(bill)} × {plain(rate.value)}% × {days}天 = {yuan(most)}，对方要{yuan(fee)}"
    if fee <= most:
        return Outcome("within", working=(line,))
    return Outcome("above", fee - most, working=(line,))
