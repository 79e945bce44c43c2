"""Damages where a lower grade was passed off as what was bought.

消费者权益保护法 第五十五条第一款; 侵害消费者权益行为处罚办法 第十六条第二款 with 第五条第七项 (the poor passed off as
good) and 第六条第二项 (a false description of the goods): fraud. Sending the wrong parcel, or one thing
too few, is a breach but no fraud by itself.
"""

from __future__ import annotations

from knowledge.calculators import fraud_damages
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "unproven": "depends",
    "kind_unknown": "depends",
    "slip": "no",
}
READS = ("mismatch_kind", "mismatch_proof", "amount")
SHOWN = ("report", "visible", "admitted")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`mismatch_kind` lower: the cheaper or weaker was given for what was paid for."""
    kind = facts.choice("mismatch_kind")
    if kind is None:
        return Outcome("kind_unknown", missing=("mismatch_kind",))
    if kind != "lower":
        return Outcome("slip")
    if facts.choice("mismatch_proof") not in SHOWN:
        return Outcome("unproven", missing=("mismatch_proof",))
    return fraud_damages.shown(facts, rules)
