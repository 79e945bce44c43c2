"""Whether what an office did can still be brought to 行政复议.

行政复议法 第二十条: within some days of knowing of the act; when the office did not say that a review
may be asked for, of whom and until when, the days run from knowing that, at the longest some years
from knowing the act. 第十一条第十一项: refusing or not answering a request to protect one's rights.
第十二条第四项: not the mediation of a civil dispute. 第三十条第一款第二项: who asks must be concerned
himself, which for a report turns on the case; 第七项: no second review of the same act.
"""

from __future__ import annotations

from datetime import date

from knowledge.calculators import complaint_answer
from knowledge.calculators.report_check import check_days
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "in_time": "yes",
    "untold": "yes",
    "no_answer": "yes",
    "told_unknown": "depends",
    "silent_long": "depends",
    "if_concerned": "depends",
    "report_open": "depends",
    "act_unknown": "depends",
    "day_unknown": "depends",
    "reviewed": "no",
    "not_due": "no",
    "mediation": "no",
    "late": "no",
}
READS = (
    "official_act",
    "official_answer_day",
    "review_told",
    "review_decision_day",
    *complaint_answer.READS,
    "report_day",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`official_answer_day`: when the decision became known."""
    act = facts.choice("official_act")
    if act is None:
        return Outcome("act_unknown", missing=("official_act",))
    if act == "mediation_ended":
        return Outcome("mediation")
    if "review_decision_day" in facts:
        return Outcome("reviewed")
    if act == "silent":
        late = complaint_answer.calculate(facts, rules)
        keys = {"overdue": "no_answer", "waiting": "not_due", "answered": "act_unknown"}
        key = keys.get(late.key, "day_unknown")
        made = facts.day("complaint_day")
        if key == "no_answer" and made:
            key = _unless_long_ago(key, rules.last_day(made, "complaint.accept_days").day, rules)
        missing = ("official_act",) if key == "act_unknown" else late.missing
        return Outcome(key, working=late.working, missing=missing)
    if act == "report_silent":
        return _silent_report(facts, rules)
    return _decided(facts, rules, concerned=act == "refused")


def _silent_report(facts: Facts, rules: Rules) -> Outcome:
    made = facts.day("report_day")
    if made is None:
        return Outcome("day_unknown", missing=("report_day",))
    longest = check_days(made, rules)[1]
    working = (f"{chinese_day(made)}举报，连延长算，核查最晚到{chinese_day(longest)}",)
    if rules.today <= longest:
        return Outcome("not_due", working=working)
    return Outcome(_unless_long_ago("report_open", longest, rules), working=working)


def _unless_long_ago(key: str, due: date, rules: Rules) -> str:
    """No text held says until when silence can be brought to a review; after as many days as for a
    decision it is open."""
    return "silent_long" if rules.today > rules.last_day(due, "review.apply_days").day else key


def _decided(facts: Facts, rules: Rules, *, concerned: bool) -> Outcome:
    known, told = facts.day("official_answer_day"), facts.choice("review_told")
    if known is None:
        return Outcome("day_unknown", missing=("official_answer_day",))
    last = rules.last_day(known, "review.apply_days")
    working = [
        f"{chinese_day(known)}知道，{rules['review.apply_days']}到{chinese_day(last.counted)}"
    ]
    missing = () if "review_told" in facts else ("review_told",)
    key = "in_time" if concerned else "if_concerned"
    if rules.today > last.day:
        longest = rules.last_day(known, "review.untold_years")
        working.append(f"没告知可以复议的，最长到{chinese_day(longest.counted)}")
        if told == "told" or rules.today > longest.day:
            return Outcome("late", working=tuple(working))
        if told is None:
            key = "told_unknown"
        elif concerned:
            key = "untold"
    return Outcome(key, working=tuple(working), missing=missing)
