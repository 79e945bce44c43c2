"""What comes back when a policyholder gives the policy up.

保险法 第十五条: the policyholder may; 第四十七条: of a life or health policy the cash value by the contract,
within some days of the notice. 第五十四条: of a property policy the premium less the time that has run.
A full refund in the hesitation period (犹豫期) rests on the contract: no text of the base sets its length.
机动车交通事故责任强制保险条例 第十六条: compulsory motor cover is given up only when the car is struck off,
laid up or lost.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day, yuan

OUTCOMES: dict[str, Status] = {
    "hesitation": "yes",
    "cash_value": "yes",
    "overdue": "yes",
    "unearned": "yes",
    "compulsory": "depends",
    "period_unknown": "depends",
    "not_asked": "no",
}
READS = (
    "insurance_trouble",
    "insurance_kind",
    "hesitation",
    "cash_value",
    "amount",
    "surrender_day",
)
PROPERTY = ("motor", "property")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`hesitation`: whether the period that the policy names still runs; `amount`: premiums paid."""
    if facts.choice("insurance_trouble") not in ("surrender", "missold"):
        return Outcome("not_asked")
    kind = facts.choice("insurance_kind")
    if kind == "motor_compulsory":
        return Outcome("compulsory")
    if kind in PROPERTY:
        return Outcome("unearned")
    asked, period = facts.day("surrender_day"), facts.choice("hesitation")
    if period == "within":
        paid = facts.money("amount")
        return Outcome("hesitation", paid, missing=() if paid else ("amount",))
    value = facts.money("cash_value")
    if asked:
        last = rules.last_day(asked, "insurance.cash_value_days").day
        if rules.today > last:
            days = rules["insurance.cash_value_days"]
            line = f"{chinese_day(asked)}提出退保，{days}内退，到{chinese_day(last)}，已经过了"
            return Outcome("overdue", value, working=(line,))
    if period is None:
        return Outcome("period_unknown", missing=("hesitation",))
    working = (f"保单现金价值{yuan(value)}",) if value else ()
    missing = () if value else ("cash_value",)
    return Outcome("cash_value", value, working=working, missing=missing)
