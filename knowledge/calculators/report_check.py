"""Whether the regulator is late in deciding on a report.

市场监督管理行政处罚程序规定 第十八条: clues are checked and a case opened or not within some working
days, which may be extended once; time for tests does not count.
"""

from __future__ import annotations

from datetime import date

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "overdue": "yes",
    "may_be_extended": "depends",
    "day_unknown": "depends",
    "running": "no",
}
READS = ("report_day",)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The day of the report is taken as the day it was received."""
    made = facts.day("report_day")
    if made is None:
        return Outcome("day_unknown", missing=("report_day",))
    last, longest = check_days(made, rules)
    working = (
        f"{chinese_day(made)}举报，次日起算{rules['report.check_days']}，到{chinese_day(last)}",
        f"批准延长{rules['report.extend_days']}的，到{chinese_day(longest)}",
    )
    if rules.today > longest:
        return Outcome("overdue", working=working)
    return Outcome("may_be_extended" if rules.today > last else "running", working=working)


def check_days(made: date, rules: Rules) -> tuple[date, date]:
    """The last day to decide on a report made on a day, and the last day when extended."""
    last = rules.last_day(made, "report.check_days").day
    return last, rules.last_day(last, "report.extend_days").day
