"""What it cost that a booked room was not there.

民法典 第五百七十七条, 第五百八十四条: a breach is answered for by the loss that could be foreseen; 第五百九十条
第一款: not as far as force majeure caused it.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "loss_unknown": "depends",
    "excused": "no",
    "not_this": "no",
}
READS = ("hotel_trouble", "delay_cause", "loss_amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loss_amount` as receipts show it. A hotel without a room is taken to be at fault unless
    weather or the like is the cause."""
    if facts.choice("hotel_trouble") not in ("no_room", "merchant_cancelled"):
        return Outcome("not_this")
    if facts.choice("delay_cause") == "other":
        return Outcome("excused")
    return proven(facts)


def proven(facts: Facts) -> Outcome:
    """The loss that receipts show, owed; open while it is not known."""
    loss = facts.money("loss_amount")
    if loss is None:
        return Outcome("loss_unknown", missing=("loss_amount",))
    return Outcome("owed", loss, working=(f"实际损失{yuan(loss)}",))
