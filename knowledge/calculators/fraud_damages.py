"""Damages for fraud on top of the refund.

消费者权益保护法 第五十五条第一款: a trader who defrauds pays, on demand, a multiple of the price
paid, and at least a fixed sum.
"""

from __future__ import annotations

from knowledge.models import Facts, FactValue, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "proof_thin": "depends",
}
READS = ("amount", "fraud_proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the price paid in yuan; `fraud_proof` is suspicion when nothing shows it yet."""
    price, thin = facts.money("amount"), facts.choice("fraud_proof") == "suspicion"
    missing = () if "fraud_proof" in facts else ("fraud_proof",)
    multiple, floor = rules["punitive.fraud_multiple"], rules["punitive.fraud_floor"]
    if price is None and thin:
        return Outcome("proof_thin", missing=("fraud_proof", "amount"))
    if price is None:
        return Outcome("price_unknown", least=floor.value, missing=("amount", *missing))
    by_price = price * multiple.value
    amount = max(by_price, floor.value)
    working = [f"价款{yuan(price)} × {multiple} = {yuan(by_price)}"]
    if amount > by_price:
        working.append(f"不足最低{floor}，按{floor}算")
    if thin:
        return Outcome("proof_thin", amount, working=tuple(working), missing=("fraud_proof",))
    key = "owed_floor" if amount > by_price else "owed"
    return Outcome(key, amount, working=tuple(working), missing=missing)


def shown(facts: Facts, rules: Rules) -> Outcome:
    """The damages where another fact than `fraud_proof` has already shown the fraud."""
    price = facts.money("amount")
    known: dict[str, FactValue] = {"fraud_proof": "traces"}
    return calculate(Facts(known if price is None else {**known, "amount": price}), rules)
