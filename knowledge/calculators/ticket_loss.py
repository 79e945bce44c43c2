"""What it cost that a show did not take place as sold: the way there, the night's lodging.

民法典 第五百七十七条, 第五百八十四条, 第五百九十条第一款: the foreseeable loss of a breach, not of force majeure.
营业性演出管理条例 第四十七条第二款: losses when a show stopped or changed other than by force majeure.
"""

from __future__ import annotations

from knowledge.calculators.room_loss import proven
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "loss_unknown": "depends",
    "cause_unknown": "depends",
    "excused": "no",
    "not_this": "no",
}
READS = ("show_trouble", "delay_cause", "loss_amount")
NOT_AS_SOLD = ("cancelled", "rescheduled", "changed", "no_ticket")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loss_amount` as receipts show it; `delay_cause`: the organiser, or weather and the like."""
    if facts.choice("show_trouble") not in NOT_AS_SOLD:
        return Outcome("not_this")
    cause = facts.choice("delay_cause")
    if cause is None:
        return Outcome("cause_unknown", missing=("delay_cause",))
    return Outcome("excused") if cause == "other" else proven(facts)
