"""Until when a court can be asked after a review.

行政诉讼法 第四十五条: some days from the decision on the review. 行政复议法 第二十三条第一款第三项: who
says that an office did not do its duty asks for a review first.
"""

from __future__ import annotations

from knowledge.calculators import review_application
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "in_time": "yes",
    "review_first": "depends",
    "late": "no",
    "no_review": "no",
    "mediation": "no",
}
READS = review_application.READS


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Without a decision on a review the review comes first: what consumers ask of an office is to
    do its duty."""
    if facts.choice("official_act") == "mediation_ended":
        return Outcome("mediation")
    decided = facts.day("review_decision_day")
    if decided is None:
        too_late = review_application.calculate(facts, rules).key == "late"
        return Outcome("no_review" if too_late else "review_first")
    last, term = rules.last_day(decided, "review.sue_days"), rules["review.sue_days"]
    working = (f"{chinese_day(decided)}收到，次日起算{term}，到{chinese_day(last.counted)}",)
    return Outcome("late" if rules.today > last.day else "in_time", working=working)
