"""A telephone bill far above the usual one.

电信条例 第三十三条第二款, 第三款: a bill that suddenly passes the average of the months before by so many
times is told to the customer as soon as it is seen, and something is done about it. Whether it was,
and what a failure is worth, is for the complaint body and the court.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "huge": "depends",
    "facts_unknown": "depends",
    "not_huge": "no",
    "other": "no",
}
READS = ("telecom_trouble", "bill_now", "bill_usual")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`bill_now`: this bill; `bill_usual`: the monthly average before it."""
    if facts.choice("telecom_trouble") != "huge":
        return Outcome("other")
    now, usual = facts.money("bill_now"), facts.money("bill_usual")
    if now is None or usual is None:
        return Outcome("facts_unknown", missing=unknown(facts, "bill_now", "bill_usual"))
    limit = usual * rules["telecom.huge_fee_multiple"].value
    line = (
        f"平时{yuan(usual)} × {rules['telecom.huge_fee_multiple']} = {yuan(limit)}，这次{yuan(now)}"
    )
    return Outcome("huge" if now > limit else "not_huge", working=(line,))
