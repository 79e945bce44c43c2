"""Damages for a repairer who deceives.

侵害消费者权益行为处罚办法 第十三条第一项 with 第十六条第二款: false work or material, parts damaged, swapped or
changed without need is fraud. 消费者权益保护法 第五十五条第一款: a multiple of the fee, at least a fixed
sum. A bad repair or a high bill alone deceives nobody.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import fraud_damages
from knowledge.calculators.no_reason_return import unknown
from knowledge.calculators.repair_remedy import PROVEN, over_quote
from knowledge.models import Facts, FactValue, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    **fraud_damages.OUTCOMES,
    "fee_open": "depends",
    "trouble_unknown": "depends",
    "not_fraud": "no",
}
READS = ("repair_trouble", "cause_proof", "amount", "quoted_price")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the fee paid; `cause_proof` shows what was done to the parts."""
    trouble = facts.choice("repair_trouble")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("repair_trouble",))
    if trouble == "overcharged":
        as_agreed = over_quote(facts).key == "as_quoted"
        return Outcome("not_fraud" if as_agreed else "fee_open")
    if trouble not in ("needless", "swapped"):
        return Outcome("not_fraud")
    fee: dict[str, FactValue] = {}
    if (paid := facts.money("amount")) is not None:
        fee = {"amount": paid}
    if facts.choice("cause_proof") not in PROVEN:
        fee = {**fee, "fraud_proof": "suspicion"}
    found = fraud_damages.calculate(Facts(fee), rules)
    open_points = () if "fraud_proof" not in fee else ("cause_proof",)
    return replace(found, missing=(*open_points, *unknown(facts, "amount")))
