"""Damages for cheating on weight or quantity, on top of what is missing.

消费者权益保护法 第五十五条第一款. 侵害消费者权益行为处罚办法 第十六条第二款 with 第五条第九项: a bad instrument used on
purpose or its accuracy spoilt; 第五条第七项: adulteration; 第六条第八项: quantity overstated. All of them
are fraud. A slip of the hand deceives nobody.
"""

from __future__ import annotations

from knowledge.calculators import fraud_damages, short_measure_refund
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "unproven": "depends",
    "cause_unknown": "depends",
    "slip": "no",
    "no_gap": "no",
}
READS = (*short_measure_refund.READS, "measure_cheat")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`measure_cheat` says how the weight came to be short; `amount` is the price of the goods."""
    short = short_measure_refund.calculate(facts, rules)
    if short.key == "no_gap":
        return Outcome("no_gap")
    cheat = facts.choice("measure_cheat")
    if cheat == "slip":
        return Outcome("slip")
    if short.key == "unproven":
        return Outcome("unproven", missing=short.missing)
    if cheat in (None, "unknown"):
        return Outcome("cause_unknown", missing=("measure_cheat",))
    return fraud_damages.shown(facts, rules)
