"""Returning unopened goods bought from a direct seller.

直销管理条例 第二十五条第二款: unopened, within some days of purchase, on the invoice or sales slip, to the
company, its service point or the seller; done at the price on the slip within some days of asking.
第四款: anything else goes by other law or the contract. 民法典 第二百零三条: a last day that is a day off
moves on.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "in_time": "yes",
    "state_unknown": "depends",
    "day_unknown": "depends",
    "rest_day": "depends",
    "opened": "no",
    "late": "no",
    "not_direct": "no",
}
READS = ("social_seller", "purchase_day", "refund_asked_day", "goods_state", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`social_seller` direct: somebody who sells for a direct selling company."""
    if facts.choice("social_seller") != "direct":
        return Outcome("not_direct")
    state, bought = facts.choice("goods_state"), facts.day("purchase_day")
    if state in ("opened", "used"):
        return Outcome("opened")
    if bought is None:
        return Outcome("day_unknown", missing=("purchase_day",))
    period = rules["direct_selling.return_days"]
    asked = facts.day("refund_asked_day") or rules.today
    last = rules.last_day(bought, "direct_selling.return_days")
    place = last.standing(asked)
    working = (
        f"{chinese_day(bought)}买的，{period}内可以退，最后一天是{chinese_day(last.counted)}",
    )
    if place in ("late", "rest"):
        return Outcome("late" if place == "late" else "rest_day", working=working)
    if state is None:
        return Outcome("state_unknown", working=working, missing=("goods_state",))
    missing = unknown(facts, "amount")
    return Outcome("in_time", facts.money("amount"), working=working, missing=missing)
