"""Money for a home handed over late.

民法典 第五百八十五条: the penalty agreed for delay. 最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的
解释 第十二条: raised to the loss, or lowered where it passes the loss by a share; 第十三条第三款: where
nothing is agreed, the rent of like homes nearby for the days of delay.
"""

from __future__ import annotations

from knowledge.calculators.delay_penalty import agreed, delay
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "by_rent": "yes",
    "rent_unknown": "yes",
    "sum_unknown": "yes",
    "trouble_unknown": "depends",
    "not_late": "no",
    "other": "no",
}
READS = ("house_trouble", "due_day", "handover_day", "amount", "penalty_rate", "nearby_rent")
MONTHS, DAYS = 12, 365


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`due_day`: the day agreed for handing over; `nearby_rent`: the monthly rent of like homes."""
    trouble, due = facts.choice("house_trouble"), facts.day("due_day")
    if trouble not in (None, "late", "stopped"):
        return Outcome("other")
    if due is None and trouble is None:
        return Outcome("trouble_unknown", missing=("house_trouble",))
    if due is None:
        return Outcome("sum_unknown", missing=unknown(facts, "due_day", "penalty_rate", "amount"))
    late, line = delay(facts, due, rules.today)
    if late <= 0:
        return Outcome("not_late", working=(line,))
    if facts.choice("penalty_rate") == "none":
        return _by_rent(facts, late, line)
    return agreed(facts, late, line) or Outcome(
        "sum_unknown", working=(line,), missing=unknown(facts, "penalty_rate", "amount")
    )


def _by_rent(facts: Facts, late: int, line: str) -> Outcome:
    rent = facts.money("nearby_rent")
    if rent is None:
        return Outcome("rent_unknown", working=(line,), missing=("nearby_rent",))
    amount = rent * MONTHS / DAYS * late
    sum_line = f"月租{yuan(rent)} × {MONTHS} ÷ {DAYS} × {late}天 = {yuan(amount)}"
    return Outcome("by_rent", amount, working=(line, sum_line))
