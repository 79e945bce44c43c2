"""The price back for jewellery that is not what it was sold as.

消费者权益保护法 第二十三条第二款, 第二十四条, 第五十二条; 民法典 第六百一十条, 第六百一十七条: a stone or metal of another
kind or grade than shown goes back.
"""

from __future__ import annotations

from knowledge.calculators import price_refund, short_measure_refund
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    **price_refund.OUTCOMES,
    "proof_thin": "depends",
    "trouble_unknown": "depends",
    "flaw": "depends",
    "weight": "depends",
    "price": "no",
    "other_ground": "no",
}
READS = (*price_refund.READS, *short_measure_refund.READS, "jewel_trouble", "fraud_proof")
SHOWN = ("expert", "traces", "admitted")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`jewel_trouble` fake or purity needs something that shows it (`fraud_proof`). Weight is a claim
    of its own once it has been shown or refuted (`short_measure_refund`)."""
    trouble = facts.choice("jewel_trouble")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("jewel_trouble",))
    if trouble == "terms":
        return Outcome("other_ground")
    if trouble == "weight":
        open_yet = short_measure_refund.calculate(facts, rules).key == "unproven"
        return Outcome("weight" if open_yet else "other_ground")
    if trouble in ("flaw", "price"):
        return Outcome(trouble)
    if facts.choice("fraud_proof") not in SHOWN:
        return Outcome("proof_thin", missing=("fraud_proof",))
    return price_refund.calculate(facts, rules)
