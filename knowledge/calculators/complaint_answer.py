"""Whether the regulator is late in saying that it takes up a complaint or not.

消费者权益保护法 第四十六条; 市场监督管理投诉举报处理办法 第十五条 (before 2026-04-15: 投诉举报处理暂行办法
第十四条): some working days from the day the complaint was received, that day not counted.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "overdue": "yes",
    "day_unknown": "depends",
    "waiting": "no",
    "answered": "no",
}
READS = ("complaint_day", "complaint_stage", "accepted_day")
_ANSWERED = ("mediating", "refused", "ended")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The day of the complaint is taken as the day it was received."""
    if facts.choice("complaint_stage") in _ANSWERED or "accepted_day" in facts:
        return Outcome("answered")
    made = facts.day("complaint_day")
    if made is None:
        return Outcome("day_unknown", missing=("complaint_day",))
    last = rules.last_day(made, "complaint.accept_days")
    term = rules["complaint.accept_days"]
    working = (f"{chinese_day(made)}投诉，次日起算{term}，最晚{chinese_day(last.day)}答复",)
    return Outcome("overdue" if rules.today > last.day else "waiting", working=working)
