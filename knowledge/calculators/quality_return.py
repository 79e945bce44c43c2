"""Goods that are not of the quality due: return, exchange or repair.

消费者权益保护法 第二十四条第一款: where neither a rule of the state nor an agreement governs, return
within some days of receipt; after that, return only if the contract may be cancelled by law
(民法典 第五百六十三条第一款第四项, 第六百一十条: its purpose is defeated), else exchange or repair.
第五十四条: goods an authority has found substandard are taken back at any time. 民法典 第六百二十一条:
who says nothing of a fault for some years after receipt is taken to have accepted the goods, unless
a longer quality period runs or the seller knew.
民法典 第二百零三条: a last day that is a day off moves on.
"""

from __future__ import annotations

from datetime import date

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "within": "yes",
    "after_unusable": "yes",
    "after_minor": "yes",
    "condemned": "yes",
    "after_unknown": "depends",
    "long_ago": "depends",
    "rest_day": "depends",
    "day_unknown": "depends",
    "reason_unknown": "depends",
    "other_ground": "no",
}
READS = ("return_reason", "defect_level", "received_day", "refund_asked_day", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The demand counts on `refund_asked_day`, else today. An amount only where the price comes
    back; exchange and repair have none."""
    reason, defect = facts.choice("return_reason"), facts.choice("defect_level")
    price = facts.money("amount")
    if reason is None and defect is None:
        return Outcome("reason_unknown", missing=("return_reason",))
    if reason not in (None, "quality"):
        return Outcome("other_ground")
    if defect == "condemned":
        return Outcome("condemned", price)
    received = facts.day("received_day")
    if received is None:
        return Outcome("day_unknown", missing=("received_day",))
    period = rules["quality.return_days"]
    told = facts.day("refund_asked_day") or rules.today
    if told.year > received.year and _told_too_late(received, told, rules):
        return Outcome("long_ago", missing=unknown(facts, "refund_asked_day"))
    last = rules.last_day(received, "quality.return_days")
    place = last.standing(told)
    working = (
        f"{chinese_day(received)}收货，{period}内可以直接退，最后一天是{chinese_day(last.counted)}",
    )
    if place in ("within", "last"):
        return Outcome("within", price, working=working, missing=unknown(facts, "amount"))
    if defect == "unusable":
        return Outcome("after_unusable", price, working=working, missing=unknown(facts, "amount"))
    key = "rest_day" if place == "rest" else "after_minor" if defect else "after_unknown"
    open_points = unknown(facts, "defect_level", "refund_asked_day")
    return Outcome(key, working=working, missing=open_points)


def _told_too_late(received: date, told: date, rules: Rules) -> bool:
    """Whether the fault was first told of after the longest period for telling of it."""
    years = int(rules["quality.notice_years"].value)
    return (told.year - years, told.month, told.day) > (received.year, received.month, received.day)
