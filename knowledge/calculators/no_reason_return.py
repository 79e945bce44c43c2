"""Returning goods bought at a distance without giving a reason.

消费者权益保护法 第二十五条: goods sold by network, television, telephone or mail order may be returned
within some days of receipt, but for four kinds, and for kinds whose nature forbids it if the buyer
confirmed so when buying; the goods must be intact and the buyer bears the freight back.
网络购买商品七日无理由退货暂行办法 第六条, 第七条 (the kinds), 第十条 (notice within the period, which
starts the day after receipt), 第二十条第二款 (no confirmation of the single purchase, no refusal).
消费者权益保护法实施条例 第十九条: unpacking to look and reasonable trying do no harm.
民法典 第二百零三条: a last day that is a day off moves on.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "in_time": "yes",
    "last_day": "yes",
    "asked_in_time": "yes",
    "not_confirmed": "yes",
    "confirm_unknown": "depends",
    "not_intact": "depends",
    "rest_day": "depends",
    "day_unknown": "depends",
    "where_unknown": "depends",
    "door": "depends",
    "too_late": "no",
    "offline": "no",
    "excluded": "no",
    "confirmed_excluded": "no",
    "other_ground": "no",
}
READS = (
    "bought_where",
    "received_day",
    "refund_asked_day",
    "return_received_day",
    "goods_kind",
    "exclusion_confirmed",
    "goods_state",
    "return_reason",
    "amount",
)
NEVER = ("custom", "fresh", "digital", "press")
IF_CONFIRMED = ("sensitive", "activated", "flawed")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The notice counts on `refund_asked_day`, else on the day the goods were back
    (`return_received_day`), else today. The amount is the price, without freight."""
    if facts.choice("return_reason") in ("agreed", "cancelled"):
        return Outcome("other_ground")
    barred = _barred(facts)
    if barred:
        return barred
    received = facts.day("received_day")
    if received is None:
        return Outcome("day_unknown", missing=("received_day",))
    told = facts.day("refund_asked_day") or facts.day("return_received_day")
    period = rules["no_reason_return.days"]
    last = rules.last_day(received, "no_reason_return.days")
    place = last.standing(told or rules.today)
    working = (
        f"{chinese_day(received)}签收，次日起算{period}，最后一天是{chinese_day(last.counted)}",
    )
    if place in ("late", "rest"):
        key = "too_late" if place == "late" else "rest_day"
        return Outcome(key, working=working, missing=unknown(facts, "refund_asked_day"))
    if facts.choice("goods_state") == "used":
        return Outcome("not_intact", working=working)
    if facts.choice("goods_kind") in IF_CONFIRMED:
        key = "not_confirmed"
    elif told:
        key = "asked_in_time"
    else:
        key = "last_day" if place == "last" else "in_time"
    looked_at = () if "return_received_day" in facts else ("goods_kind", "goods_state")
    open_points = unknown(facts, *looked_at, "amount")
    return Outcome(key, facts.money("amount"), working=working, missing=open_points)


def _barred(facts: Facts) -> Outcome | None:
    """What stands in the way whatever the day is."""
    where, kind = facts.choice("bought_where"), facts.choice("goods_kind")
    if where == "offline":
        return Outcome("offline")
    if kind in NEVER:
        return Outcome("excluded")
    if kind in IF_CONFIRMED and facts.choice("exclusion_confirmed") == "confirmed":
        return Outcome("confirmed_excluded")
    if where == "door":
        return Outcome("door")
    if where is None:
        return Outcome("where_unknown", missing=("bought_where",))
    if kind in IF_CONFIRMED and facts.choice("exclusion_confirmed") != "not_confirmed":
        return Outcome("confirm_unknown", missing=("exclusion_confirmed",))
    return None


def unknown(facts: Facts, *names: str) -> tuple[str, ...]:
    """Those of these facts that nobody has told yet."""
    return tuple(name for name in names if name not in facts)
