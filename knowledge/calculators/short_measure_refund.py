"""What was paid for weight or quantity that was not there.

消费者权益保护法 第十条第二款: correct measure; 第四十八条第一款第六项, 第五十二条: short goods are made up or the money
for them comes back. 计量法 第二十一条: in a dispute about an instrument the verified figure decides.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "unproven": "depends",
    "no_gap": "no",
}
READS = ("weight_paid", "weight_real", "amount", "measure_proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Weights in grams, `amount` the price of that weight in yuan. Two weights told are a proof of
    their own."""
    paid, real = facts.count("weight_paid"), facts.count("weight_real")
    if paid and real is not None and real >= paid:
        return Outcome("no_gap")
    proof = facts.choice("measure_proof")
    if proof == "none" or (proof is None and (paid is None or real is None)):
        return Outcome("unproven", missing=("measure_proof",))
    price = facts.money("amount")
    if not paid or real is None or price is None:
        open_points = unknown(facts, "weight_paid", "weight_real", "amount")
        return Outcome("sum_unknown", missing=open_points)
    owed = (price * (paid - real) / paid).quantize(Decimal("0.01"), ROUND_HALF_UP)
    line = f"{yuan(price)} × （{paid} − {real}）÷ {paid} = {yuan(owed)}"
    return Outcome("owed", owed, working=(line,))
