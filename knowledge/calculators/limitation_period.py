"""Whether the general limitation period still runs.

民法典 第一百八十八条: years from the day the person knew of the harm and of who answers for it. 第一百九十五条:
it starts anew when the person demands performance, sues or the like within it; 最高人民法院关于审理
民事案件适用诉讼时效制度若干问题的规定 第八条, 第十二条 (a complaint to a body that settles such disputes).
"""

from __future__ import annotations

from datetime import date

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "running": "yes",
    "restarted": "yes",
    "if_interrupted": "depends",
    "day_unknown": "depends",
    "over": "no",
    "judged": "no",
}
READS = ("harm_known_day", "last_demand_day", "judgment_due_day")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`last_demand_day`: the last demand, complaint or suit. One that came too late changes nothing;
    of several, an earlier one may have kept the period alive, hence `if_interrupted`. A judgment
    (`judgment_due_day`) ends the question: enforcement has a period of its own."""
    if "judgment_due_day" in facts:
        return Outcome("judged")
    known, asked = facts.day("harm_known_day"), facts.day("last_demand_day")
    if known is None:
        return Outcome("day_unknown", missing=("harm_known_day",))
    first = rules.last_day(known, "limitation.general_years")
    working = [_line("知道", known, first.counted)]
    if rules.today <= first.day and asked is None:
        return Outcome("running", working=tuple(working), missing=("last_demand_day",))
    if asked is None:
        return Outcome("if_interrupted", working=tuple(working), missing=("last_demand_day",))
    if asked > first.day:
        return Outcome("if_interrupted", working=tuple(working))
    anew = rules.last_day(max(asked, known), "limitation.general_years")
    working.append(_line("要求过，重新算", asked, anew.counted))
    return Outcome("over" if rules.today > anew.day else "restarted", working=tuple(working))


def _line(what: str, start: date, last: date) -> str:
    return f"{chinese_day(start)}{what}，时效到{chinese_day(last)}"
