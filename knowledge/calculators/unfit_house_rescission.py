"""Giving a home back because of its quality.

最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释 第九条: the main structure, examined, is not
up to standard; 第十条第一款: the defect seriously hinders living there, which a court weighs.
城市房地产开发经营管理条例 第三十一条: the body that supervises building quality re-examines.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "structure": "yes",
    "unverified": "depends",
    "unfit": "depends",
    "verified_sound": "no",
    "repair_only": "no",
    "other": "no",
}
READS = ("house_trouble", "house_defect", "structure_check", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`structure_check`: what the examination of the main structure found."""
    defect = facts.choice("house_defect")
    if facts.choice("house_trouble") not in (None, "quality") or defect is None:
        return Outcome("other")
    if defect == "unfit":
        return Outcome("unfit")
    if defect != "structure":
        return Outcome("repair_only")
    found = facts.choice("structure_check")
    if found == "failed":
        missing = unknown(facts, "amount")
        return Outcome("structure", facts.money("amount"), missing=missing)
    if found == "passed":
        return Outcome("verified_sound")
    return Outcome("unverified", missing=unknown(facts, "structure_check"))
