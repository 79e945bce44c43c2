"""Compensation for a death, and the funeral.

最高人民法院关于审理人身损害赔偿案件适用法律若干问题的解释 第十四条: the funeral, some months of the
province's average wage; 第十五条: its disposable income per urban resident of the year before for some
years, fewer with age.
"""

from __future__ import annotations

from knowledge.calculators.disability_compensation import years_counted
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import plain, yuan

OUTCOMES: dict[str, Status] = {
    "reckoned": "depends",
    "years_known": "depends",
    "age_unknown": "depends",
    "not_dead": "no",
}
READS = ("injury_harm", "victim_age", "local_income", "local_month_wage")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Figures in yuan as the province's statistics give them. Who lived on the victim adds to it."""
    if facts.choice("injury_harm") != "death":
        return Outcome("not_dead")
    age = facts.count("victim_age")
    if age is None:
        return Outcome("age_unknown", missing=("victim_age",))
    years, months = years_counted(age, "injury.death_years", rules), rules["injury.funeral_months"]
    line = f"{age}周岁，死亡赔偿金算{plain(years)}年，丧葬费算{months}"
    income, wage = facts.money("local_income"), facts.money("local_month_wage")
    if income is None or wage is None:
        wanted = ("local_income", "local_month_wage")
        missing = tuple(name for name in wanted if name not in facts)
        return Outcome("years_known", working=(line,), missing=missing)
    death, funeral = income * years, wage * months.value
    sums = (
        f"死亡赔偿金{yuan(income)} × {plain(years)}年 = {yuan(death)}",
        f"丧葬费{yuan(wage)} × {months} = {yuan(funeral)}",
    )
    return Outcome("reckoned", death + funeral, working=(line, *sums))
