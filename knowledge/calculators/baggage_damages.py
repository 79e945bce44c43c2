"""Checked baggage damaged, lost or late by air.

民用航空法 第一百二十九条第二款 (damaged or lost), 第一百三十二条 (late, unless all reasonable measures
were taken), 第一百三十五条 (the limit, published by the authority), 第一百四十二条 (written objection
within some days of receipt, or the claim is gone; none is needed for what never came). Before
2026-07-01 the same stood in 第一百二十五条, 第一百二十六条 and 第一百三十四条 of the former text.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day, yuan

OUTCOMES: dict[str, Status] = {
    "damaged": "yes",
    "damaged_unknown": "yes",
    "lost": "yes",
    "lost_unknown": "yes",
    "late": "yes",
    "late_unknown": "depends",
    "day_unknown": "depends",
    "rest_day": "depends",
    "too_late": "no",
    "not_this": "no",
}
READS = ("flight_trouble", "received_day", "baggage_notice_day", "loss_amount")
LIMITS = {
    "baggage_damaged": "flight.damage_objection_days",
    "baggage_late": "flight.delay_objection_days",
}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Who has not objected yet objects today. `loss_amount` in yuan, as receipts show it."""
    trouble = facts.choice("flight_trouble") or ""
    if trouble == "baggage_lost":
        return _sum(facts, "lost", ())
    if trouble not in LIMITS:
        return Outcome("not_this")
    received = facts.day("received_day")
    if received is None:
        return Outcome("day_unknown", missing=("received_day",))
    period = rules[LIMITS[trouble]]
    last = rules.last_day(received, LIMITS[trouble])
    place = last.standing(facts.day("baggage_notice_day") or rules.today)
    line = f"{chinese_day(received)}拿到行李，{period}内书面提异议，最晚{chinese_day(last.counted)}"
    if place in ("late", "rest"):
        missing = () if "baggage_notice_day" in facts else ("baggage_notice_day",)
        key = "too_late" if place == "late" else "rest_day"
        return Outcome(key, working=(line,), missing=missing)
    return _sum(facts, "damaged" if trouble == "baggage_damaged" else "late", (line,))


def _sum(facts: Facts, key: str, working: tuple[str, ...]) -> Outcome:
    loss = facts.money("loss_amount")
    if loss is None:
        return Outcome(f"{key}_unknown", working=working, missing=("loss_amount",))
    return Outcome(key, loss, working=(*working, f"实际损失{yuan(loss)}"))
