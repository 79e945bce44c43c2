"""Whether the seller can be made to send what was bought.

民法典 第五百零九条第一款, 第五百七十七条, 第五百八十条第一款: a contract is performed; performance may be
demanded unless it is impossible. 电子商务法 第二十条: goods are delivered in the manner and time
promised. No text fixes a time for sending: where nothing was promised, 民法典 第五百一十一条第四项 lets
the buyer ask at any time, with time to prepare.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "due": "yes",
    "no_day_agreed": "yes",
    "if_possible": "depends",
    "day_unknown": "depends",
    "not_due": "no",
}
READS = ("delivery_state", "promised_day", "day_agreed")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`promised_day` is the last day promised for sending or arrival; it has passed the day after."""
    if facts.choice("delivery_state") in ("refused", "cancelled", "paid_back"):
        return Outcome("if_possible")
    promised = facts.day("promised_day")
    if promised is None:
        if facts.choice("day_agreed") == "none":
            return Outcome("no_day_agreed")
        open_points = unknown(facts, "delivery_state", "promised_day", "day_agreed")
        return Outcome("day_unknown", missing=open_points)
    if rules.today <= promised:
        return Outcome("not_due", working=(f"约定最晚{chinese_day(promised)}，还没过",))
    late = (rules.today - promised).days
    return Outcome("due", working=(f"约定最晚{chinese_day(promised)}，已经晚了{late}天",))
