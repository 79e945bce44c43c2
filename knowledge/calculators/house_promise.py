"""What the seller of a home promised about it.

最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释 第三条: what was said of the home and the
facilities within the planned area, concrete and weighty for the sale and the price, is part of the
contract even when not written there. 民法典 第五百七十七条: what the contract says is owed.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "written": "yes",
    "advertised": "depends",
    "outside": "depends",
    "form_unknown": "depends",
    "area": "depends",
    "oral": "depends",
    "other": "no",
}
READS = ("house_trouble", "promise_form")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`promise_form`: where the promise stands; a court weighs all but what is written."""
    trouble = facts.choice("house_trouble")
    if trouble == "area":
        return Outcome("area")
    if trouble != "promise":
        return Outcome("other")
    form = facts.choice("promise_form")
    if form is None:
        return Outcome("form_unknown", missing=("promise_form",))
    return Outcome(form)
