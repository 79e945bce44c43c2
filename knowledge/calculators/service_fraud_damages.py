"""Damages when a service was sold by deceit: false papers, persons or facts.

消费者权益保护法 第五十五条第一款: on top of the refund a multiple of the fee, and at least a fixed sum.
侵害消费者权益行为处罚办法 第十六条第二款 with 第五条第十项, 第六条 and 第十三条第二项: taking money without
giving the service, misleading statements on what matters to the consumer, and false information
of an agency are fraud. A service that is merely bad is a breach and no fraud.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import fraud_damages
from knowledge.models import Facts, FactValue, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "suspected": "depends",
    "unknown": "depends",
    "none": "no",
}
READS = ("amount", "service_cheat")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`service_cheat`: shown when something proves the deceit, suspected when nothing does yet."""
    cheat = facts.choice("service_cheat")
    if cheat == "none":
        return Outcome("none")
    if cheat != "shown":
        key = "unknown" if cheat is None else "suspected"
        return Outcome(key, missing=("service_cheat",))
    price = facts.money("amount")
    told: dict[str, FactValue] = {} if price is None else {"amount": price}
    found = fraud_damages.calculate(Facts(told), rules)
    return replace(found, missing=() if price else ("amount",))
