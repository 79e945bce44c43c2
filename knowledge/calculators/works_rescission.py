"""Ending a contract for works that stand still, and the money back for what was not done.

民法典 第五百六十三条第一款第二项, 第三项: a contractor that shows it will not go on, or is late, urged and
still does not, can be left; 第五百六十六条: what was paid for work not done comes back.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "gone": "yes",
    "urged": "yes",
    "urge_first": "depends",
    "other": "no",
}
READS = (
    "decoration_trouble",
    "delivery_urged",
    "due_day",
    "handover_day",
    "amount",
    "done_value",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`done_value`: what the work done so far is worth by the contract's prices."""
    trouble = facts.choice("decoration_trouble")
    if trouble not in ("stopped", "gone") and not _overdue(facts, rules):
        return Outcome("other")
    if trouble != "gone" and facts.choice("delivery_urged") != "waited":
        return Outcome("urge_first", missing=unknown(facts, "delivery_urged"))
    key = "gone" if trouble == "gone" else "urged"
    paid, done = facts.money("amount"), facts.money("done_value")
    if paid is None or done is None or done > paid:
        return Outcome(key, missing=unknown(facts, "amount", "done_value"))
    line = f"已付{yuan(paid)} − 已做的{yuan(done)} = {yuan(paid - done)}"
    return Outcome(key, paid - done, working=(line,))


def _overdue(facts: Facts, rules: Rules) -> bool:
    """Late, past the day agreed and not finished."""
    due = facts.day("due_day")
    late = facts.choice("decoration_trouble") == "late" and "handover_day" not in facts
    return late and due is not None and due < rules.today
