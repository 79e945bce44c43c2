"""The price back for goods that are not genuine or not new.

消费者权益保护法 第二十四条, 第五十二条; 民法典 第六百一十条: goods that cannot serve the purpose of the
contract go back and the price comes back. 产品质量法 第四十条第一款: the seller takes them back;
第三十六条: goods without maker or certificate may not be sold, which is no fault of theirs by itself.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import price_refund
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    **price_refund.OUTCOMES,
    "unlabelled": "yes",
    "proof_thin": "depends",
    "known": "depends",
}
READS = (*price_refund.READS, "fraud_proof", "fake_kind")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`fraud_proof` is suspicion when nothing shows it yet; `fake_kind` known: bought as a copy."""
    if facts.choice("fake_kind") == "known":
        return Outcome("known")
    if facts.choice("fraud_proof") == "suspicion":
        return Outcome("proof_thin", missing=("fraud_proof",))
    found = price_refund.calculate(facts, rules)
    if facts.choice("fake_kind") == "unlabelled":
        return replace(found, key="unlabelled")
    return found
