"""Until when enforcement of a judgment can be asked for.

民事诉讼法 第二百五十条: years from the last day to perform, of the last instalment, or from the day the
document takes effect. 最高人民法院关于适用民事诉讼法的解释 第四百八十一条: a late application is taken up,
but the debtor can object.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {"in_time": "yes", "day_unknown": "depends", "late": "depends"}
READS = ("judgment_due_day",)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`judgment_due_day`: the last day to pay, as the judgment says."""
    due = facts.day("judgment_due_day")
    if due is None:
        return Outcome("day_unknown", missing=("judgment_due_day",))
    last, term = rules.last_day(due, "court.enforce_years"), rules["court.enforce_years"]
    working = (f"{chinese_day(due)}到期，{term}到{chinese_day(last.counted)}",)
    return Outcome("late" if rules.today > last.day else "in_time", working=working)
