"""The price back for goods that did not come.

民法典 第五百六十三条第一款: a party may cancel when the other says or shows that it will not perform
(item 2), when it is late, was reminded and still does not perform within a reasonable time
(item 3), or when lateness defeats the purpose (item 4). 第五百六十六条第一款: what was paid comes back.
Calling off the order oneself is showing that one will not perform. No text says how many days a
reasonable time has.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "cancelled": "yes",
    "refused": "yes",
    "purpose_lost": "yes",
    "urged": "yes",
    "urge_first": "depends",
    "day_unknown": "depends",
    "not_due": "no",
    "paid_back": "no",
}
READS = (
    "delivery_state",
    "promised_day",
    "day_agreed",
    "delivery_urged",
    "purpose_lost",
    "amount",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is what was paid; no sum is named when a part of the goods came. `paid_back`: the
    seller called it off and the money is back, so that only damages are left."""
    state = facts.choice("delivery_state")
    price = None if state == "partial" else facts.money("amount")
    if state == "paid_back":
        return Outcome("paid_back")
    if state in ("cancelled", "refused"):
        return Outcome(state, price, missing=unknown(facts, "amount"))
    promised = facts.day("promised_day")
    if promised is None:
        if facts.choice("day_agreed") != "none":
            open_points = unknown(facts, "delivery_state", "promised_day", "day_agreed")
            return Outcome("day_unknown", missing=open_points)
        working: tuple[str, ...] = ("没有约定日期，按催告后的合理时间算",)
    elif rules.today <= promised:
        return Outcome(
            "not_due",
            working=(f"约定最晚{chinese_day(promised)}，还没过",),
            missing=unknown(facts, "delivery_state"),
        )
    else:
        working = (f"约定最晚{chinese_day(promised)}，已经晚了{(rules.today - promised).days}天",)
        if facts.choice("purpose_lost") == "lost":
            missing = unknown(facts, "amount")
            return Outcome("purpose_lost", price, working=working, missing=missing)
    if facts.choice("delivery_urged") == "waited":
        return Outcome("urged", price, working=working, missing=unknown(facts, "amount"))
    open_points = unknown(facts, "delivery_urged", "purpose_lost")
    return Outcome("urge_first", working=working, missing=open_points)
