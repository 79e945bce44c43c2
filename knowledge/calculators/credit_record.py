"""What can be done about an entry in one's credit record.

征信业管理条例 第二十五条: errors are objected to, checked and answered within some days; 第十六条第一款: a bad
entry is deleted some years after the default ended, and a true one stays until then; 第十五条: a bad
entry is announced beforehand. 民法典 第一千零二十九条.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "correct": "yes",
    "expired": "yes",
    "no_notice": "depends",
    "cleared_unknown": "depends",
    "error_unknown": "depends",
    "kept": "no",
    "other_trouble": "no",
}
READS = ("loan_trouble", "credit_error", "cleared_day")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`cleared_day`: the day the default ended, mostly that of paying up."""
    if facts.choice("loan_trouble") != "credit":
        return Outcome("other_trouble")
    error, cleared = facts.choice("credit_error"), facts.day("cleared_day")
    if error in ("not_mine", "wrong"):
        return Outcome("correct")
    if error is None:
        return Outcome("error_unknown", missing=("credit_error",))
    if cleared:
        last = rules.last_day(cleared, "credit.bad_record_years").counted
        years = rules["credit.bad_record_years"]
        line = f"{chinese_day(cleared)}还清，保存{years}到{chinese_day(last)}"
        if rules.today > last:
            return Outcome("expired", working=(line,))
        if error == "true":
            return Outcome("kept", working=(line,))
    if error == "no_notice":
        return Outcome("no_notice")
    return Outcome("cleared_unknown", missing=("cleared_day",))
