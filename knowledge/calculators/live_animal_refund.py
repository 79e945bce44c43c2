"""An animal that was ill when it was sold.

消费者权益保护法 第二十三条第一款, 第二十四条第一款: goods are of the quality due, else they go back; 民法典
第六百一十条: where the purpose is lost the buyer may end the contract and get the price. The buyer shows
that the illness came with the animal; one that broke out later is another matter.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "proof_thin": "depends",
    "later": "depends",
    "other_trouble": "no",
}
READS = ("service_trouble", "pet_proof", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`pet_proof`: before when a vet says that the illness was there before the sale."""
    if facts.choice("service_trouble") != "sick_pet":
        return Outcome("other_trouble")
    proof, price = facts.choice("pet_proof"), facts.money("amount")
    if proof != "before":
        key = "later" if proof == "later" else "proof_thin"
        return Outcome(key, missing=() if proof else ("pet_proof",))
    if price is None:
        return Outcome("price_unknown", missing=("amount",))
    return Outcome("owed", price, working=(f"退还已付价款{yuan(price)}",))
