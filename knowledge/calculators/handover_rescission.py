"""Giving a home back because it is not handed over.

民法典 第五百六十三条第一款第三项; 最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释 第十一条第一款:
a developer late with the home, urged and still late after some months, has to let the buyer go,
unless the contract says otherwise. 民法典 第五百六十六条: what was paid is returned.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "may": "yes",
    "urge_first": "depends",
    "waiting": "depends",
    "not_due": "no",
    "handed_over": "no",
    "other": "no",
}
READS = ("house_trouble", "due_day", "handover_day", "house_urged_day", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`house_urged_day`: when the buyer urged in writing; an urging before the day counts from
    the day on which the delay began."""
    due, urged = facts.day("due_day"), facts.day("house_urged_day")
    if facts.choice("house_trouble") not in (None, "late", "stopped"):
        return Outcome("other")
    if "house_trouble" not in facts and due is None:
        return Outcome("other")
    if "handover_day" in facts:
        return Outcome("handed_over")
    if due is not None and due >= rules.today:
        return Outcome("not_due")
    if urged is None or due is None:
        return Outcome("urge_first", missing=unknown(facts, "due_day", "house_urged_day"))
    last = rules.last_day(max(urged, due), "house.delay_urge_months").day
    line = f"{chinese_day(urged)}催告，期限到{chinese_day(last)}"
    if rules.today <= last:
        return Outcome("waiting", working=(line,))
    missing = unknown(facts, "amount")
    return Outcome("may", facts.money("amount"), working=(line,), missing=missing)
