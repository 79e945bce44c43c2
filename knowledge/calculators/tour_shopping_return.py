"""Goods bought, and extras paid, in a shop or programme that the agency arranged on a tour.

旅游法 第三十五条: no unreasonably low price to lure people into shopping or extras, no named shops and
no paid extras, unless both sides agreed or the traveller asked for it. 第三款: then, within some days
after the tour ended, the agency sees to the return and pays the price in advance, or pays back the
extras.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day, yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "kind_unknown": "depends",
    "day_unknown": "depends",
    "rest_day": "depends",
    "agreed": "depends",
    "too_late": "no",
    "not_this": "no",
}
READS = ("tour_trouble", "shopping_kind", "trip_end_day", "refund_asked_day", "shopping_sum")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Who has not asked yet asks today. `shopping_sum` is what the goods or extras cost."""
    if facts.choice("tour_trouble") != "forced_shopping":
        return Outcome("not_this")
    kind, end = facts.choice("shopping_kind"), facts.day("trip_end_day")
    if kind == "agreed":
        return Outcome("agreed")
    if end is None:
        return Outcome("day_unknown", missing=unknown(facts, "trip_end_day", "shopping_kind"))
    period = rules["tour.shopping_return_days"]
    last = rules.last_day(end, "tour.shopping_return_days")
    place = last.standing(facts.day("refund_asked_day") or rules.today)
    line = f"{chinese_day(end)}行程结束，{period}内提出，最晚{chinese_day(last.counted)}"
    if place in ("late", "rest"):
        missing = unknown(facts, "refund_asked_day")
        key = "too_late" if place == "late" else "rest_day"
        return Outcome(key, working=(line,), missing=missing)
    if kind is None:
        return Outcome("kind_unknown", working=(line,), missing=("shopping_kind",))
    spent = facts.money("shopping_sum")
    if spent is None:
        return Outcome("sum_unknown", working=(line,), missing=("shopping_sum",))
    return Outcome("owed", spent, working=(line, f"购物和自费项目{yuan(spent)}"))
