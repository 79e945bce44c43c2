"""A tenant's deposit back.

民法典 第七百一十条: wear from normal use is not paid for; 第七百一十四条: what was broken by carelessness is;
第七百三十三条: the home is given back as it is after normal use. 消费者权益保护法实施条例 第二十条: a trader that
took a deposit returns it in time and sets no unreasonable conditions.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.calculators.rent_left_refund import unfit_shown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "full": "yes",
    "wear": "yes",
    "landlord_fault": "yes",
    "fit_unknown": "depends",
    "damage": "depends",
    "bills": "depends",
    "early": "depends",
    "reason_unknown": "depends",
    "trouble_unknown": "depends",
    "other": "no",
}
READS = ("rental_trouble", "deduct_reason", "rent_deposit", "proof")
FAULT = ("runaway", "unfit", "evicted")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`deduct_reason`: why the deposit is kept."""
    trouble, reason = facts.choice("rental_trouble"), facts.choice("deduct_reason")
    if trouble is None and reason is None and "rent_deposit" not in facts:
        return Outcome("trouble_unknown", missing=("rental_trouble",))
    if trouble in ("agency", "loan", "fees"):
        return Outcome("other")
    deposit, missing = facts.money("rent_deposit"), unknown(facts, "rent_deposit")
    if trouble == "early":
        return Outcome("early", missing=missing)
    if reason in ("damage", "bills"):
        return Outcome(reason, missing=missing)
    if trouble == "unfit" and not unfit_shown(facts):
        return Outcome("fit_unknown", missing=unknown(facts, "proof", "rent_deposit"))
    if trouble in FAULT:
        return Outcome("landlord_fault", deposit, missing=missing)
    if reason is None:
        return Outcome("reason_unknown", missing=("deduct_reason",))
    return Outcome("wear" if reason == "wear" else "full", deposit, missing=missing)
