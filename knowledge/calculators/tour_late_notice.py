"""What it cost to hear too late that a group did not come together.

旅游法 第六十三条第一款: the agency may call the tour off when too few signed up, but must say so at least
some days ahead, more for a tour abroad. 第七十条第一款: a breach is answered for by the loss.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day, yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "late_loss_unknown": "depends",
    "day_unknown": "depends",
    "in_time": "no",
    "not_this": "no",
}
NOTICE = {"domestic": "tour.domestic_notice_days", "abroad": "tour.abroad_notice_days"}
READS = ("tour_trouble", "tour_scope", "cancel_notice_day", "service_day", "loss_amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`service_day`: the day of departure; `cancel_notice_day`: the day it was called off."""
    if facts.choice("tour_trouble") != "not_formed":
        return Outcome("not_this")
    told, start = facts.day("cancel_notice_day"), facts.day("service_day")
    scope = facts.choice("tour_scope")
    if told is None or start is None or scope is None:
        return Outcome(
            "day_unknown", missing=unknown(facts, "cancel_notice_day", "service_day", "tour_scope")
        )
    need = rules[NOTICE[scope]]
    ahead = (start - told).days
    line = f"{chinese_day(told)}通知，{chinese_day(start)}出发，提前{ahead}天；应当至少提前{need}"
    if ahead >= need.value:
        return Outcome("in_time", working=(line,))
    loss = facts.money("loss_amount")
    if loss is None:
        return Outcome("late_loss_unknown", working=(line,), missing=("loss_amount",))
    return Outcome("owed", loss, working=(line, f"实际损失{yuan(loss)}"))
