"""Damages for jewellery passed off as another material or grade, on top of the refund.

消费者权益保护法 第五十五条第一款; 侵害消费者权益行为处罚办法 第十六条第二款 with 第五条第七项 and 第六条第二项: the false
sold as genuine, the poor as good, and false descriptions are fraud.
"""

from __future__ import annotations

from knowledge.calculators import false_material_refund, fraud_damages
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    **fraud_damages.OUTCOMES,
    "trouble_unknown": "depends",
    "no_fraud": "no",
}
READS = (*fraud_damages.READS, "jewel_trouble")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """As the refund; a broken piece, a dear one or a rule on exchanges is no fraud by itself."""
    found = false_material_refund.calculate(facts, rules)
    if found.key in ("trouble_unknown", "proof_thin"):
        return Outcome(found.key, missing=found.missing)
    if found.key not in ("owed", "price_unknown"):
        return Outcome("no_fraud")
    return fraud_damages.calculate(facts, rules)
