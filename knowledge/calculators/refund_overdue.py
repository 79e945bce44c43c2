"""The price after goods went back or the matter was settled: when it is due, and since when late.

消费者权益保护法 第二十五条第三款: after a return without reason the price is paid back within some days
of receiving the goods. 侵害消费者权益行为处罚办法 第九条第四项: more than a longer period without good
reason is deliberate delay, which is a ground for a report. 消费者权益保护法 第五十二条 and 民法典
第五百零九条, 第五百六十六条: every other refund owed is due as agreed, else when demanded. Goods that the
buyer had no right to return (bought in a shop, too late, a small fault) are back without a price
owed, unless the seller agreed.
"""

from __future__ import annotations

from knowledge.calculators import no_reason_return, quality_return
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "stalled": "yes",
    "overdue": "yes",
    "due": "yes",
    "short": "yes",
    "not_due": "depends",
    "promised_later": "depends",
    "day_unknown": "depends",
    "right_open": "depends",
    "stage_unknown": "depends",
    "not_returned": "no",
}
READS = (
    *no_reason_return.READS,
    "return_stage",
    "refund_promised_day",
    "defect_level",
)
_PRICE_BACK = ("within", "after_unusable", "condemned")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Days are calendar days, the day of receipt not counted. `amount` is the price paid."""
    stage, reason = facts.choice("return_stage"), facts.choice("return_reason")
    received = facts.day("return_received_day")
    if stage == "short":
        return Outcome("short")
    if reason in ("agreed", "cancelled") or (received is None and stage == "agreed"):
        return _as_agreed(facts, rules)
    back = received is not None or stage == "sent_back"
    if back and not may_return(facts, rules):
        if stage == "agreed":
            return _as_agreed(facts, rules)
        return Outcome("right_open", missing=unknown(facts, "return_reason", "received_day"))
    if back and reason == "quality":
        return Outcome("due", facts.money("amount"), missing=unknown(facts, "amount"))
    if received is None:
        if stage == "sent_back":
            return Outcome("day_unknown", missing=("return_received_day",))
        if stage is None:
            return Outcome("stage_unknown", missing=("return_stage",))
        return Outcome("not_returned")
    within, stall = rules["no_reason_return.refund_days"], rules["no_reason_return.stall_days"]
    last = rules.last_day(received, "no_reason_return.refund_days")
    place = last.standing(rules.today)
    days = (rules.today - received).days
    moved = "（休息日顺延）" if last.moved else ""
    working: tuple[str, ...] = (
        f"商家{chinese_day(received)}收到退货，{within}内退款，最晚{chinese_day(last.day)}{moved}；"
        f"到今天是收到后第{days}天",
    )
    if place != "late":
        return Outcome("not_due", working=working, missing=unknown(facts, "return_reason"))
    if days > stall.value:
        late = f"超过{stall}还没退，视为故意拖延"
        working = (*working, late)
    key = "stalled" if days > stall.value else "overdue"
    return Outcome(key, facts.money("amount"), working=working, missing=unknown(facts, "amount"))


def may_return(facts: Facts, rules: Rules) -> bool:
    """Whether nothing told so far says that the goods need not have been taken back."""
    if facts.choice("return_reason") == "quality":
        quality = quality_return.calculate(facts, rules).key
        return quality in (*_PRICE_BACK, "day_unknown")
    plain = no_reason_return.calculate(facts, rules).key
    return no_reason_return.OUTCOMES[plain] != "no"


def _as_agreed(facts: Facts, rules: Rules) -> Outcome:
    promised = facts.day("refund_promised_day")
    if promised is None:
        refused = facts.choice("return_stage") == "refused"
        open_points = unknown(facts, *(() if refused else ("refund_promised_day",)), "amount")
        return Outcome("due", facts.money("amount"), missing=open_points)
    if rules.today <= promised:
        return Outcome("promised_later", working=(f"商家答应最晚{chinese_day(promised)}退",))
    line = f"商家答应最晚{chinese_day(promised)}退，已经过了"
    return Outcome("due", facts.money("amount"), working=(line,), missing=unknown(facts, "amount"))
