"""What it cost that a booked room or show was not there.

民法典 第五百七十七条, 第五百八十四条: a breach is answered for by the loss that could be foreseen; 第五百九十条
第一款: not as far as force majeure caused it. 营业性演出管理条例 第四十七条第二款: losses when a show stopped
or changed other than by force majeure.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "loss_unknown": "depends",
    "cause_unknown": "depends",
    "excused": "no",
    "not_this": "no",
}
READS = ("hotel_trouble", "show_trouble", "delay_cause", "loss_amount")
OF_HOTEL = ("no_room", "merchant_cancelled")
OF_SHOW = ("cancelled", "rescheduled", "changed", "no_ticket")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loss_amount` as receipts show it. A hotel without a room is taken to be at fault unless it
    names weather or the like; a show may fall to either."""
    hotel = facts.choice("hotel_trouble") in OF_HOTEL
    if not hotel and facts.choice("show_trouble") not in OF_SHOW:
        return Outcome("not_this")
    cause = facts.choice("delay_cause")
    if cause == "other":
        return Outcome("excused")
    if cause is None and not hotel:
        return Outcome("cause_unknown", missing=("delay_cause",))
    loss = facts.money("loss_amount")
    if loss is None:
        return Outcome("loss_unknown", missing=("loss_amount",))
    return Outcome("owed", loss, working=(f"实际损失{yuan(loss)}",))
