"""What was broken or burnt, the product itself included, where the trader answers for it.

民法典 第一千一百八十四条: by the market price when it happened. 最高人民法院关于适用民法典侵权责任编的解释
（一） 第十九条: the defective product itself and the other things it destroyed, in one suit.
"""

from __future__ import annotations

from knowledge.calculators.injury_liability import settled
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "cause_open": "depends",
    "sum_unknown": "depends",
    "own": "no",
}
READS = ("injury_cause", "property_loss")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`property_loss` in yuan, what the things were worth when it happened."""
    if facts.choice("injury_cause") == "own":
        return Outcome("own")
    loss = facts.money("property_loss")
    if not loss:
        return Outcome("sum_unknown", missing=("property_loss",))
    if not settled(facts):
        return Outcome("cause_open", loss, missing=("injury_cause",))
    return Outcome("owed", loss, working=(f"财物损失{yuan(loss)}",))
