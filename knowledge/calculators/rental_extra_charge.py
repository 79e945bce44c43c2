"""Charges of a lessor or agent beyond the contract, and a loan that was never explained.

价格法 第十三条第二款: no charge that was not marked; 民法典 第五百零九条第一款: each side does what was agreed.
A loan for the rent is a contract of its own: whoever was misled (第一百四十八条) has it weighed.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "not_agreed": "yes",
    "ground_unknown": "depends",
    "loan": "depends",
    "agreed": "no",
    "other": "no",
}
READS = ("rental_trouble", "charge_ground", "overcharge")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`charge_ground`: whether the charge was agreed; `overcharge`: how much of it was paid."""
    trouble, ground = facts.choice("rental_trouble"), facts.choice("charge_ground")
    if trouble == "loan":
        return Outcome("loan")
    if trouble != "fees":
        return Outcome("other")
    if ground is None:
        return Outcome("ground_unknown", missing=("charge_ground",))
    if ground == "agreed":
        return Outcome("agreed")
    return Outcome("not_agreed", facts.money("overcharge"), missing=unknown(facts, "overcharge"))
