"""Giving a home back because its title cannot be registered.

最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释 第十五条: more than a year after the last day for
registering, by the developer's fault, it still cannot be done.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.calculators.title_penalty import title_due
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {"may": "yes", "not_yet": "no", "other": "no"}
READS = (
    "house_trouble",
    "title_cause",
    "title_due_day",
    "house_kind",
    "handover_day",
    "purchase_day",
    "amount",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Nothing is said until the developer's fault and the last day are known."""
    due = title_due(facts, rules)
    ours = facts.choice("house_trouble") == "title" and facts.choice("title_cause") == "developer"
    if not ours or due is None:
        return Outcome("other")
    last = rules.last_day(due, "house.title_rescission_years").day
    line = (
        f"最晚{chinese_day(due)}，再过{rules['house.title_rescission_years']}是{chinese_day(last)}"
    )
    if rules.today <= last:
        return Outcome("not_yet", working=(line,))
    missing = unknown(facts, "amount")
    return Outcome("may", facts.money("amount"), working=(line,), missing=missing)
