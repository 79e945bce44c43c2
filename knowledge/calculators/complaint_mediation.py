"""Whether the mediation of a complaint has run out of time.

市场监督管理投诉举报处理办法 第二十三条, 消费者权益保护法实施条例 第四十六条第三款: days from the day the
complaint was taken up (before 2026-04-15: working days, 投诉举报处理暂行办法 第二十一条); time for tests
does not count. Mediation ends when the time is over.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "overdue": "yes",
    "ended": "depends",
    "day_unknown": "depends",
    "running": "no",
    "not_yet": "no",
}
READS = ("accepted_day", "complaint_stage")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The rule of today counts, as for every procedure."""
    stage, accepted = facts.choice("complaint_stage"), facts.day("accepted_day")
    if stage == "ended":
        return Outcome("ended")
    if accepted is None:
        if stage == "mediating":
            return Outcome("day_unknown", missing=("accepted_day",))
        return Outcome("not_yet")
    last = rules.last_day(accepted, "complaint.mediation_days")
    term = rules["complaint.mediation_days"]
    working = (f"{chinese_day(accepted)}受理，次日起算{term}，最晚{chinese_day(last.day)}",)
    return Outcome("overdue" if rules.today > last.day else "running", working=working)
