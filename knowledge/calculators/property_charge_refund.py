"""Charges by a property manager that have no ground.

最高人民法院关于审理物业服务纠纷案件适用法律若干问题的解释 第二条: charges widened, raised or doubled against the
contract or the rules may be refused, and what was paid comes back. 物业管理条例 第四十四条第二款: no
handling fee for collecting water, power and the like.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "no_ground": "yes",
    "surcharge": "yes",
    "ground_unknown": "depends",
    "agreed": "no",
    "other": "no",
}
READS = ("property_trouble", "charge_ground", "overcharge")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`charge_ground`: what the charge rests on; `overcharge`: how much was paid too much."""
    trouble, ground = facts.choice("property_trouble"), facts.choice("charge_ground")
    paid, missing = facts.money("overcharge"), unknown(facts, "overcharge")
    if trouble == "surcharge":
        return Outcome("surcharge", paid, missing=missing)
    if trouble not in ("charge", "raised"):
        return Outcome("other")
    if ground is None:
        return Outcome("ground_unknown", missing=("charge_ground",))
    return Outcome("agreed") if ground == "agreed" else Outcome("no_ground", paid, missing=missing)
