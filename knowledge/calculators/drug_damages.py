"""Punitive damages for a false or inferior drug, on top of price and loss.

药品管理法 第一百四十四条第三款: who makes false or inferior drugs, or knowingly sells or uses them, pays
on demand a multiple of the price or a multiple of the loss, and at least a fixed sum. 第九十八条 says
what is false and what inferior; a drug past its date is inferior, but its maker made it sound, so
that the seller must have known. No text presumes that knowledge for drugs. Before this law there was no
such sum: `rules` raises `NotYetInForce`.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.calculators import food_damages, injury_loss
from knowledge.calculators.drug_refund import FOUND
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed_by_maker": "yes",
    "sum_unknown": "yes",
    "knowing_open": "depends",
    "unproven": "depends",
    "not_such": "no",
}
READS = ("drug_problem", "fault_proof", "amount", *injury_loss.READS)
_NOT_SUCH = ("device_bad", "device_broken", "wrong_sold", "effect", "overpriced", "unwanted")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The higher of the two ways to count. What a drug is made of shows only a test, a finding of
    the authority or the seller's own word (`fault_proof`)."""
    problem = facts.choice("drug_problem")
    if problem in _NOT_SUCH:
        return Outcome("not_such")
    amount, working = _sum(facts, rules)
    if problem == "expired":
        return Outcome("knowing_open", amount, working=working)
    if problem not in ("fake", "inferior") or facts.choice("fault_proof") not in FOUND:
        open_points = ("drug_problem",) if problem is None else ("fault_proof",)
        return Outcome("unproven", amount, working=working, missing=open_points)
    if amount is None:
        least = rules["punitive.drug_floor"].value
        return Outcome("sum_unknown", least=least, missing=("amount",))
    return Outcome("owed_by_maker", amount, working=working)


def _sum(facts: Facts, rules: Rules) -> tuple[Decimal | None, tuple[str, ...]]:
    by_price, by_loss = rules["punitive.drug_price_multiple"], rules["punitive.drug_loss_multiple"]
    floor, price = rules["punitive.drug_floor"], facts.money("amount")
    injury = injury_loss.calculate(facts, rules)
    loss = injury.amount if injury.key == "owed" else None
    return food_damages.higher(price, loss, by_price, by_loss, floor)
