"""The price back for what a sham prize or draw was used to sell.

侵害消费者权益行为处罚办法 第六条第六项: selling by a false prize draw is deceit; 消费者权益保护法 第二十条第一款,
第五十二条; 民法典 第一百四十八条, 第一百五十七条: who was deceived may undo the purchase.
"""

from __future__ import annotations

from knowledge.calculators import price_refund
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    **price_refund.OUTCOMES,
    "sham_unproven": "depends",
    "other_matter": "no",
}
READS = (*price_refund.READS, "promo_trouble", "mismatch_proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`promo_trouble` prize_paid: money had to be paid for the prize. `mismatch_proof`: what shows
    that it is not what it was said to be."""
    if facts.choice("promo_trouble") != "prize_paid":
        return Outcome("other_matter")
    if facts.choice("mismatch_proof") in (None, "none"):
        return Outcome("sham_unproven", missing=("mismatch_proof",))
    return price_refund.calculate(facts, rules)
