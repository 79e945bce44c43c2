"""Compensation for a disability.

最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释 第十二条: by the degree of the disability, the
province's disposable income per urban resident of the year before, for some years from the day the
degree is fixed; fewer with each year of age above a limit, and the fewest from a higher one. What
share a degree stands for is in no text: the court sets it.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import plain, yuan

OUTCOMES: dict[str, Status] = {
    "reckoned": "depends",
    "years_known": "depends",
    "age_unknown": "depends",
    "not_disabled": "no",
}
READS = ("injury_harm", "victim_age", "local_income", "disability_share")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`disability_share` in percent, `local_income` in yuan a year, `victim_age` in full years."""
    if facts.choice("injury_harm") != "disabled":
        return Outcome("not_disabled")
    age = facts.count("victim_age")
    if age is None:
        return Outcome("age_unknown", missing=("victim_age",))
    years = years_counted(age, "injury.disability_years", rules)
    income, share = facts.money("local_income"), facts.count("disability_share")
    line = f"{age}周岁，算{plain(years)}年"
    if income is None or share is None:
        wanted = ("local_income", "disability_share")
        missing = tuple(name for name in wanted if name not in facts)
        return Outcome("years_known", working=(line,), missing=missing)
    amount = income * years * share / 100
    sum_line = f"{yuan(income)} × {plain(years)}年 × {share}% = {yuan(amount)}"
    return Outcome("reckoned", amount, working=(line, sum_line))


def years_counted(age: int, full: str, rules: Rules) -> Decimal:
    """The years counted at an age: full, one less for each year above a limit, or the fewest."""
    years, limit = rules[full].value, rules["injury.reduce_from"].value
    if age >= rules["injury.short_from"].value:
        return rules["injury.short_years"].value
    return years - max(Decimal(0), age - limit)
