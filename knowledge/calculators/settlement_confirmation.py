"""Until when a court can be asked to confirm a settlement reached by mediation.

民事诉讼法 第二百零五条, 人民调解法 第三十三条第一款: both parties together, within some days of the day the
settlement takes effect. 人民调解法 第三十二条: a settlement not confirmed can still be sued upon.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {"in_time": "yes", "day_unknown": "depends", "late": "no"}
READS = ("settlement_day",)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`settlement_day`: when the settlement took effect."""
    settled = facts.day("settlement_day")
    if settled is None:
        return Outcome("day_unknown", missing=("settlement_day",))
    last, term = rules.last_day(settled, "court.confirm_days"), rules["court.confirm_days"]
    working = (f"{chinese_day(settled)}生效，次日起算{term}，到{chinese_day(last.counted)}",)
    return Outcome("late" if rules.today > last.day else "in_time", working=working)
