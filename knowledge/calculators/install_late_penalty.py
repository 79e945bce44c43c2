"""Money for a line put in late.

电信条例 第三十一条: a line is put in or moved within the time the company has published; late by its own
doing, it pays a share of the fee charged for each day.
"""

from __future__ import annotations

from knowledge.calculators.delay_penalty import delay
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import plain, yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "fee_unknown": "yes",
    "day_unknown": "depends",
    "not_late": "no",
    "other": "no",
}
READS = ("telecom_trouble", "due_day", "handover_day", "install_fee")
PERCENT = 100


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`due_day`: the last day promised; `handover_day`: when it was put in."""
    if facts.choice("telecom_trouble") != "install":
        return Outcome("other")
    due = facts.day("due_day")
    if due is None:
        return Outcome("day_unknown", missing=("due_day",))
    late, line = delay(facts, due, rules.today)
    if late <= 0:
        return Outcome("not_late", working=(line,))
    fee, rate = facts.money("install_fee"), rules["telecom.install_late_percent"]
    if fee is None:
        return Outcome("fee_unknown", working=(line,), missing=unknown(facts, "install_fee"))
    amount = fee * rate.value / PERCENT * late
    sum_line = f"{yuan(fee)} × {plain(rate.value)}% × {late}天 = {yuan(amount)}"
    return Outcome("owed", amount, working=(line, sum_line))
