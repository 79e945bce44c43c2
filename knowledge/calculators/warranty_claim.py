"""Repair, exchange or return under the rules on 三包 or the warranty given.

部分商品修理更换退货责任规定 第九条, 第十条: a fault of goods on the list in the first days gives the choice of
return, exchange or repair, a few days more exchange or repair. 消费者权益保护法 第二十四条第一款: by the
rules of the state or as agreed, else return within some days of receipt; exchange and repair may
be asked for anyway, and return when the purpose of the contract is defeated (民法典 第五百六十三条第一款,
第六百一十条). 第五十四条: what an authority has found substandard is taken back, whatever the
period. 消费者权益保护法实施条例 第十八条第一款: the period runs from delivery, or from the end of the
installation, and repair time does not count. Whole and main parts of what the list held names
have periods of their own; of other goods only the period promised is known.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from knowledge.calculators.car_return import start_of
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "condemned": "yes",
    "return_days": "yes",
    "exchange_days": "yes",
    "in_vain_unusable": "yes",
    "in_vain": "yes",
    "repair": "yes",
    "part_repair": "yes",
    "part_unknown": "depends",
    "period_over": "no",
    "facts_missing": "depends",
}
READS = (
    "warranty_goods",
    "warranty_months",
    "warranty_part",
    "received_day",
    "purchase_day",
    "car_fault_day",
    "car_repairs",
    "car_repair_days",
    "defect_level",
    "amount",
)
LISTED = ("flat_tv", "crt_tv", "bicycle")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The fault counts on the day it showed; untold, today serves while inside the period."""
    if facts.choice("defect_level") == "condemned":
        return Outcome("condemned", facts.money("amount"), missing=unknown(facts, "amount"))
    start, found = start_of(facts), facts.day("car_fault_day")
    if start is None:
        return Outcome("facts_missing", missing=("received_day",))
    shown, listed = found or rules.today, facts.choice("warranty_goods") in LISTED
    if shown <= rules.last_day(start, "sanbao.return_days").counted:
        return Outcome("return_days", facts.money("amount"), missing=unknown(facts, "amount"))
    if listed and shown <= rules.last_day(start, "sanbao.exchange_days").counted:
        return Outcome("exchange_days")
    whole = _end(facts, rules, start, "years")
    if whole is None:
        return Outcome("facts_missing", missing=unknown(facts, "warranty_goods", "warranty_months"))
    working: tuple[str, ...] = (f"保修期算到{chinese_day(whole)}（修理占用的天数顺延）",)
    if shown <= whole:
        return _inside(facts, working)
    parts = _end(facts, rules, start, "parts_years") if listed else None
    if parts and shown <= parts and facts.choice("warranty_part") != "minor":
        known = "warranty_part" in facts
        key = "part_repair" if known else "part_unknown"
        working = (*working, f"主要部件的保修期算到{chinese_day(parts)}")
        return Outcome(key, working=working, missing=unknown(facts, "warranty_part"))
    day = unknown(facts, "car_fault_day")
    return Outcome("facts_missing" if day else "period_over", working=working, missing=day)


def _inside(facts: Facts, working: tuple[str, ...]) -> Outcome:
    if not facts.count("car_repairs"):
        return Outcome("repair", working=working, missing=unknown(facts, "car_repairs"))
    if facts.choice("defect_level") == "unusable":
        return Outcome("in_vain_unusable", facts.money("amount"), working=working)
    return Outcome("in_vain", working=working, missing=unknown(facts, "defect_level"))


def _end(facts: Facts, rules: Rules, start: date, period: str) -> date | None:
    """The end of a period, put off by the days of repair; None while its length is unknown."""
    kind, promised = facts.choice("warranty_goods"), facts.count("warranty_months")
    ends = [_months_later(start, promised)] if promised and period == "years" else []
    if kind in LISTED:
        ends.append(rules.last_day(start, f"sanbao.{kind}_{period}").counted)
    return max(ends) + timedelta(days=facts.count("car_repair_days") or 0) if ends else None


def _months_later(start: date, months: int) -> date:
    """The same day some months on, or the end of that month (民法典 第二百零二条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
