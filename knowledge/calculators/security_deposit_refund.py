"""A deposit back after a bicycle, a car or a room was returned.

消费者权益保护法实施条例 第二十条, 电子商务法 第二十一条: how and when a deposit comes back is agreed
beforehand, without unreasonable conditions; once they are met it is returned in time. 民法典
第七百一十条: wear from normal use is not paid for; 第七百一十四条: what carelessness broke is.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "rest_owed": "yes",
    "closed": "yes",
    "damage_open": "depends",
    "violation_open": "depends",
    "excuse_unknown": "depends",
    "not_this": "no",
}
READS = ("ride_trouble", "hotel_trouble", "deposit_excuse", "deposit_sum", "deduct_claimed")
DAMAGE = ("rental", "damage_claim")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`deposit_sum` was paid, `deduct_claimed` is what the other side wants to keep of it."""
    troubles = (facts.choice("ride_trouble"), facts.choice("hotel_trouble"))
    excuse = facts.choice("deposit_excuse")
    if any(trouble in DAMAGE for trouble in troubles):
        excuse = "damage"
    elif "deposit" not in troubles:
        return Outcome("not_this")
    deposit = facts.money("deposit_sum")
    if excuse is None:
        return Outcome("excuse_unknown", missing=("deposit_excuse",))
    if excuse in ("damage", "violation"):
        return _disputed(facts, excuse)
    missing = unknown(facts, "deposit_sum")
    if excuse == "closed":
        return Outcome("closed", deposit, missing=missing)
    if deposit is None:
        return Outcome("sum_unknown", missing=missing)
    return Outcome("owed", deposit, working=(f"押金{yuan(deposit)}",))


def _disputed(facts: Facts, excuse: str) -> Outcome:
    deposit, claimed = facts.money("deposit_sum"), facts.money("deduct_claimed")
    if deposit is None or claimed is None or claimed >= deposit:
        missing = unknown(facts, "deduct_claimed", "deposit_sum")
        return Outcome(f"{excuse}_open", missing=missing)
    rest = deposit - claimed
    line = f"押金{yuan(deposit)} − 有争议的{yuan(claimed)} = {yuan(rest)}"
    return Outcome("rest_owed", rest, working=(line,))
