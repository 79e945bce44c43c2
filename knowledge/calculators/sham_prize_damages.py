"""Damages for having been sold something by a sham prize, on top of the refund.

消费者权益保护法 第五十五条第一款 with 侵害消费者权益行为处罚办法 第六条第六项, 第十六条第二款: selling by a false prize draw
is fraud.
"""

from __future__ import annotations

from knowledge.calculators import fraud_damages, price_refund, sham_prize_refund
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "sham_unproven": "depends",
    "other_matter": "no",
}
READS = sham_prize_refund.READS


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """As for the refund; the sum is the multiple of the price, at least the floor."""
    found = sham_prize_refund.calculate(facts, rules)
    if found.key not in price_refund.OUTCOMES:
        return found
    price = facts.money("amount")
    return fraud_damages.calculate(Facts({"amount": price} if price else {}), rules)
