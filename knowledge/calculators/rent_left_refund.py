"""Rent paid for days the tenant cannot live there.

民法典 第七百零八条, 第七百二十三条, 第七百三十一条: the home is kept fit for living; a third party's claim frees
from rent; a home that endangers health may be left at any time, what can be mended is mended first
(第七百一十三条第一款, 第五百六十三条第一款). 第五百六十六条: rent for the time not
lived comes back, and damages with it.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "lessor_fault": "yes",
    "unfit": "yes",
    "fit_unknown": "depends",
    "early": "depends",
    "other": "no",
}
READS = ("rental_trouble", "rent_left", "proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`rent_left`: rent paid for the time after moving out."""
    trouble, missing = facts.choice("rental_trouble"), unknown(facts, "rent_left")
    if trouble == "early":
        return Outcome("early", missing=missing)
    if trouble in ("runaway", "evicted"):
        return Outcome("lessor_fault", facts.money("rent_left"), missing=missing)
    if trouble != "unfit":
        return Outcome("other")
    if not unfit_shown(facts):
        return Outcome("fit_unknown", missing=unknown(facts, "proof"))
    return Outcome("unfit", facts.money("rent_left"), missing=missing)


def unfit_shown(facts: Facts) -> bool:
    """Whether something shows a danger to health; a picture of a leak shows only what to mend."""
    return bool({"report", "medical"} & set(facts.choices("proof")))
