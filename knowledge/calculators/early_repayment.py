"""Interest when a loan is paid back early.

民法典 第六百七十七条: unless agreed otherwise, interest runs for the time the money was had. A clause to
the contrary in standard terms binds only when it was pointed out (第四百九十六条第二款).
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "by_time": "yes",
    "agreed": "depends",
    "clause_unknown": "depends",
    "other_trouble": "no",
}
READS = ("loan_trouble", "prepay_clause")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`prepay_clause`: whether the contract sets a price on paying early."""
    if facts.choice("loan_trouble") != "early":
        return Outcome("other_trouble")
    clause = facts.choice("prepay_clause")
    if clause is None:
        return Outcome("clause_unknown", missing=("prepay_clause",))
    return Outcome("by_time" if clause == "none" else "agreed")
