"""What comes back of a prepaid card: what was paid less the worth of what was had, never below zero.

消费者权益保护法 第五十三条; 侵害消费者权益行为处罚办法 第十条第一款 (when nothing was agreed, the
reckoning that favours the consumer). Since the 最高人民法院关于审理预付式消费民事纠纷案件适用法律若干
问题的解释 is in force: 第十五条第一款 (the balance), 第十八条 (not the consumer's doing: discounted
price, or paid ÷ (paid + bonus)), 第十九条 (the consumer's doing: price before discount), 第二十条 (no
claw-back), 第二十二条 (unlimited use: remaining term ÷ whole term, from the stop of service where
there was one). Interest (第十六条, 第十七条) is named in the working, never computed: the rate of
the contract's day is not in the base.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from knowledge.errors import NotYetInForce
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day, yuan

OUTCOMES: dict[str, Status] = {
    "merchant_fault": "yes",
    "merchant_fault_old": "yes",
    "fault_sum_unknown": "yes",
    "misled": "depends",
    "health": "depends",
    "own": "depends",
    "own_old": "depends",
    "sum_unknown": "depends",
    "cause_unknown": "depends",
    "own_nothing": "no",
    "used_up": "no",
    "term_over": "no",
}
READS = (
    "refund_cause",
    "shop_state",
    "amount",
    "card_kind",
    "sessions_total",
    "sessions_used",
    "bonus_credit",
    "card_balance",
    "list_price",
    "used_at_list_price",
    "card_start_day",
    "card_end_day",
    "term_months",
    "purchase_day",
    "closed_day",
    "refund_asked_day",
)
MERCHANT = ("moved", "closed", "worse", "transferred")


@dataclass(frozen=True)
class Used:
    """The worth of what was had: `low` at the price paid, `high` at the price before discount
    (None: not known). `term`: an unlimited card, reckoned by days. `asks`: facts that would make
    the sum exact."""

    low: Decimal
    high: Decimal | None
    working: tuple[str, ...]
    working_high: tuple[str, ...] = ()
    term: bool = False
    asks: tuple[str, ...] = ()


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Money in yuan; sessions without the ones given free; `card_balance` with the bonus in it."""
    new, cause = interpreted(rules), cause_of(facts)
    paid, used = facts.money("amount"), used_of(facts, rules)
    if paid is None or used is None:
        key = "fault_sum_unknown" if cause in MERCHANT else "sum_unknown"
        return Outcome(key, missing=_missing(facts))
    back = left(paid, used.low)
    if back == 0:
        return Outcome("term_over" if used.term else "used_up", working=used.working)
    lines = (*used.working, f"应退：{yuan(paid)} − {yuan(used.low)} = {yuan(back)}")
    if cause in MERCHANT:
        key = "merchant_fault" if new else "merchant_fault_old"
        working = (*lines, interest(new, by_merchant=True))
        return Outcome(key, back, working=working, missing=used.asks)
    if cause == "misled":
        working = (*lines, interest(new, by_merchant=True))
        return Outcome("misled", back, working=working, missing=used.asks)
    # A price before the discount below the price paid makes no sense, but a person may tell it.
    least = min(back, left(paid, used.high)) if used.high is not None else Decimal(0)
    if cause == "own" and new and used.high is not None:
        return _own(paid, least, used)
    key = {"health": "health", "own": "sum_unknown" if new else "own_old"}.get(
        cause or "", "cause_unknown"
    )
    missing = (*(() if cause else ("refund_cause",)), *used.asks)
    if used.high is None:
        missing = (*missing, "list_price")
    shown = dict.fromkeys((*lines, *used.working_high))
    working = (*shown, *_between(least, back, used))
    return Outcome(key, least=least, most=back, working=working, missing=missing)


def _between(least: Decimal, back: Decimal, used: Used) -> tuple[str, ...]:
    """The two ends of what may come back, in words; nothing where they meet."""
    if used.high is None:
        return (f"最多退{yuan(back)}；按打折前的价格扣会少一些，要知道原价才能算",)
    return () if least == back else (f"能退{yuan(least)}到{yuan(back)}",)


def _own(paid: Decimal, back: Decimal, used: Used) -> Outcome:
    assert used.high is not None
    lines = used.working_high or used.working
    if back == 0:
        return Outcome("own_nothing", working=lines)
    last = f"应退：{yuan(paid)} − {yuan(used.high)} = {yuan(back)}"
    working = (*lines, last, interest(True, by_merchant=False))
    return Outcome("own", back, working=working, missing=used.asks)


def interpreted(rules: Rules) -> bool:
    """Whether the interpretation was in force on the day that decides; nothing in it reaches back."""
    try:
        rules["prepaid.cooling_off_days"]
    except NotYetInForce:
        return False
    return True


def cause_of(facts: Facts) -> str | None:
    """Why the money is asked back; a shop that has shut is the trader's doing."""
    if facts.choice("shop_state") in ("gone", "stalling", "refunding"):
        return "closed"
    return facts.choice("refund_cause")


def interest(new: bool, by_merchant: bool) -> str:
    """Which rate applies: 第十六条第一款 of the interpretation, before it 第五十三条 without a rate."""
    if not new:
        return "利息另算：当时的规定只说要付利息，没有写明利率"
    rate = "一年期贷款市场报价利率" if by_merchant else "央行公布的一年定期存款基准利率"
    return f"利息另算：没有约定的，按办卡时的{rate}，从合同解除时算起"


def left(paid: Decimal, used: Decimal) -> Decimal:
    return max(paid - used, Decimal(0))


def used_of(facts: Facts, rules: Rules) -> Used | None:
    """The worth of what was had, by the kind of card; None when the figures do not suffice."""
    paid = facts.money("amount")
    if not paid:
        return None
    kind = facts.choice("card_kind")
    if kind in (None, "sessions") and (used := _sessions(facts, paid)):
        return used
    if kind in (None, "value") and (used := _value(facts, paid)):
        return used
    return _term(facts, rules, paid) if kind in (None, "period") else None


def _sessions(facts: Facts, paid: Decimal) -> Used | None:
    total, had = facts.count("sessions_total"), facts.count("sessions_used")
    if not total or had is None:
        return None
    low = _fen(paid * min(had, total) / total)
    line = f"已用{had}次按付款的单价：{yuan(paid)} ÷ {total}次 × {had}次 = {yuan(low)}"
    each, whole = facts.money("list_price"), facts.money("used_at_list_price")
    if whole is not None:
        return Used(low, whole, (line,), (f"已用{had}次按打折前的价格：{yuan(whole)}",))
    if each is None:
        return Used(low, None, (line,))
    high = _fen(each * had)
    listed = f"已用{had}次按打折前的单价：{yuan(each)} × {had}次 = {yuan(high)}"
    return Used(low, high, (line,), (listed,))


def _value(facts: Facts, paid: Decimal) -> Used | None:
    balance = facts.money("card_balance")
    if balance is None:
        return None
    bonus = facts.money("bonus_credit") or Decimal(0)
    face = paid + bonus
    if balance > face:  # a bonus not told, or a slip: no sum can be right
        return None
    spent = left(face, balance)
    first = f"已消费的面额：{yuan(face)} − {yuan(balance)} = {yuan(spent)}"
    low = spent
    lines: tuple[str, ...] = (first,)
    if bonus:
        low = _fen(spent * paid / face)
        lines = (
            first,
            f"优惠比例：实付{yuan(paid)} ÷（实付{yuan(paid)} + 赠送{yuan(bonus)}）",
            f"已消费按优惠比例：{yuan(spent)} × {yuan(paid)} ÷ {yuan(face)} = {yuan(low)}",
        )
    whole = facts.money("used_at_list_price")
    high = spent if whole is None else whole
    listed = f"已消费按打折前的价格：{yuan(high)}"
    if whole is None:
        listed = f"已消费按扣掉的面额：{yuan(high)}（每次扣费还打过折的，要按打折前的价格另算）"
    asks = () if "bonus_credit" in facts else ("bonus_credit",)
    return Used(low, high, lines, (first, listed), asks=asks)


def _term(facts: Facts, rules: Rules, paid: Decimal) -> Used | None:
    start = facts.day("card_start_day") or facts.day("purchase_day")
    end, months = facts.day("card_end_day"), facts.count("term_months")
    if start and not end and months:
        end = _months_on(start, months) - timedelta(days=1)
    if not start or not end or end < start:
        return None
    stop = facts.day("closed_day") or facts.day("refund_asked_day") or rules.today
    whole, rest = (end - start).days + 1, max((end - max(stop, start - timedelta(1))).days, 0)
    low = _fen(paid * (whole - rest) / whole)
    lines = (
        f"全部期限{chinese_day(start)}至{chinese_day(end)}共{whole}天，{chinese_day(stop)}后还剩{rest}天",
        f"已过去的部分：{yuan(paid)} × {whole - rest}天 ÷ {whole}天 = {yuan(low)}",
    )
    return Used(low, low, lines, term=True)


def _missing(facts: Facts) -> tuple[str, ...]:
    """What to ask so that the sum can be reckoned, the most telling first."""
    needed = {
        "sessions": ("sessions_total", "sessions_used"),
        "value": ("card_balance",),
        "period": ("term_months", "card_start_day"),
    }
    asks = ("amount", *needed.get(facts.choice("card_kind") or "", ("card_kind",)))
    if (facts.money("card_balance") or 0) > (facts.money("amount") or 0):
        asks = (*asks, "bonus_credit")
    cause = () if cause_of(facts) else ("refund_cause",)
    return (*cause, *(name for name in asks if name not in facts))


def _months_on(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _fen(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
