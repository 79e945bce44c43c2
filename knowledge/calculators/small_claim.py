"""Whether a suit fits the small claims procedure.

民事诉讼法 第一百六十五条: a simple claim for money up to a share of the province's average yearly wage
of the year before; up to a multiple of it when both sides agree. 第一百六十六条: not when an appraisal
is needed, the defendant cannot be found, a foreign party is concerned or the like.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "fits": "yes",
    "by_agreement": "depends",
    "wage_unknown": "depends",
    "sum_unknown": "depends",
    "too_big": "no",
    "excluded": "no",
    "judged": "no",
}
READS = ("suit_amount", "local_wage", "suit_bar", "judgment_due_day")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`local_wage`: the average yearly wage in yuan as the province publishes it; a `judgment_due_day`
    says that the suit is over."""
    if "judgment_due_day" in facts:
        return Outcome("judged")
    if facts.choice("suit_bar") in ("appraisal", "missing", "foreign"):
        return Outcome("excluded")
    claimed = facts.money("suit_amount")
    if not claimed:
        return Outcome("sum_unknown", missing=("suit_amount",))
    wage = facts.money("local_wage")
    if wage is None:
        return Outcome("wage_unknown", missing=("local_wage",))
    share, multiple = rules["small_claims.wage_share"], rules["small_claims.agreed_wage_multiple"]
    usual, agreed = wage * share.value / 100, wage * multiple.value
    working = (
        f"年平均工资{yuan(wage)} × {share} = {yuan(usual)}",
        f"双方同意的，年平均工资{yuan(wage)} × {multiple} = {yuan(agreed)}",
    )
    missing = () if "suit_bar" in facts else ("suit_bar",)
    if claimed <= usual:
        return Outcome("fits", working=working, missing=missing)
    key = "by_agreement" if claimed <= agreed else "too_big"
    return Outcome(key, working=working, missing=missing)
