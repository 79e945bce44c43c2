"""What being carried late, or not at all, cost beyond the fare.

民法典 第八百二十条: the carrier pays the passenger's loss from late or failed carriage unless it is not
answerable for it. 民用航空法 第一百三十二条: by air, unless it took all reasonable measures or could
not; 第一百三十五条: up to the limit of the conventions, which the authority publishes (第一百三十六条).
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
READS = ("flight_trouble", "ride_trouble", "delay_cause", "loss_amount")
BY_AIR = ("cancelled", "delayed", "changed", "overbooked")
BY_LAND = ("train_down", "refused")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loss_amount`: what it cost in yuan, as receipts show it. Overbooking and turning a passenger
    away are the carrier's own doing."""
    air, land = facts.choice("flight_trouble"), facts.choice("ride_trouble")
    if air not in BY_AIR and land not in BY_LAND:
        return Outcome("not_this")
    own = air == "overbooked" or land == "refused"
    cause = "carrier" if own else facts.choice("delay_cause")
    if cause is None:
        return Outcome("cause_unknown", missing=("delay_cause",))
    if cause == "other":
        return Outcome("excused")
    loss = facts.money("loss_amount")
    if loss is None:
        return Outcome("loss_unknown", missing=("loss_amount",))
    return Outcome("owed", loss, working=(f"实际损失{yuan(loss)}",))
