"""No line rental while a reported fault goes unmended.

电信条例 第三十二条: faults are mended within so many hours in towns and in the country; not mended in time,
the rental for the time of the fault is not charged, unless the customer's own set was at fault.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day, yuan

OUTCOMES: dict[str, Status] = {
    "overdue": "yes",
    "fee_unknown": "yes",
    "facts_unknown": "depends",
    "in_time": "no",
    "other": "no",
}
READS = ("telecom_trouble", "line_place", "fault_reported_day", "fault_fixed_day", "monthly_fee")
HOURS_A_DAY, MONTHS, DAYS = 24, 12, 365


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Only whole days are known, so that a fault counts as overdue when more than the hours have
    passed for certain."""
    if facts.choice("telecom_trouble") != "fault":
        return Outcome("other")
    place, reported = facts.choice("line_place"), facts.day("fault_reported_day")
    if place is None or reported is None:
        return Outcome("facts_unknown", missing=unknown(facts, "line_place", "fault_reported_day"))
    limit = rules[f"telecom.repair_hours_{place}"]
    days = ((facts.day("fault_fixed_day") or rules.today) - reported).days
    line = f"{chinese_day(reported)}报修，已经{days}天，期限{limit}"
    if days * HOURS_A_DAY <= limit.value:
        return Outcome("in_time", working=(line,))
    fee = facts.money("monthly_fee")
    if fee is None:
        return Outcome("fee_unknown", working=(line,), missing=("monthly_fee",))
    amount = fee * MONTHS / DAYS * days
    sum_line = f"月费{yuan(fee)} × {MONTHS} ÷ {DAYS} × {days}天 = {yuan(amount)}"
    return Outcome("overdue", amount, working=(line, sum_line))
