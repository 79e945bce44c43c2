"""Damages for tricks in decorating, repairing and agency.

侵害消费者权益行为处罚办法 第十三条, 第十六条第二款: lying about work and material, swapping parts or
material, false information by a housing agent: each is fraud as such. 消费者权益保护法 第五十五条第一款: a
multiple of what that service cost, and at least a fixed sum.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "proof_thin": "depends",
    "other": "no",
}
READS = (
    "decoration_trouble",
    "part_price",
    "rental_trouble",
    "agency_state",
    "agency_fee",
    "mismatch_proof",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`part_price`: what the swapped material or item cost; for an agent, the `agency_fee`."""
    if facts.choice("decoration_trouble") == "swapped":
        base = "part_price"
    elif facts.choice("agency_state") == "lied":
        base = "agency_fee"
    else:
        return Outcome("other")
    if facts.choice("mismatch_proof") in (None, "none"):
        return Outcome("proof_thin", missing=unknown(facts, "mismatch_proof", base))
    price = facts.money(base)
    if price is None:
        return Outcome("price_unknown", missing=(base,))
    multiple, floor = rules["punitive.fraud_multiple"], rules["punitive.fraud_floor"]
    amount = max(price * multiple.value, floor.value)
    line = f"{yuan(price)} × {multiple} = {yuan(price * multiple.value)}，最低{floor}"
    return Outcome("owed", amount, working=(line,))
