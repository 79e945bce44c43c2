"""Money back without a reason shortly after prepaying.

最高人民法院关于审理预付式消费民事纠纷案件适用法律若干问题的解释 第十四条第一款: whoever asks within
the days after payment gets the principal back, unless the same goods or services had already been
had, from this trader or another, when the contract was made. Before that interpretation there was
no such right: `rules` raises `NotYetInForce`. The day of payment itself does not count
(民法典 第二百零一条第一款); a last day on a day off runs on (第二百零三条第一款). In Beijing a card of
which nothing was used yet goes back whatever had been had before (北京市单用途预付卡管理条例 第十六条).
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day, yuan

OUTCOMES: dict[str, Status] = {
    "full": "yes",
    "used_some": "yes",
    "price_unknown": "yes",
    "beijing": "yes",
    "beijing_open": "depends",
    "experience_unknown": "depends",
    "day_unknown": "depends",
    "experienced": "no",
    "late": "no",
}
READS = (
    "purchase_day",
    "refund_asked_day",
    "used_before",
    "amount",
    "sessions_used",
    "card_balance",
    "bonus_credit",
    "place",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`used_before` says whether the same service had been had; who has not asked yet asks today."""
    days = rules["prepaid.cooling_off_days"]
    paid_on, before = facts.day("purchase_day"), facts.choice("used_before")
    if before in ("same_shop", "other_shop"):
        return _in_beijing(facts, rules) or Outcome("experienced")
    if paid_on is None:
        return Outcome("day_unknown", missing=("purchase_day",))
    asked = facts.day("refund_asked_day") or rules.today
    last = rules.last_day(paid_on, "prepaid.cooling_off_days").day
    line = f"{chinese_day(paid_on)}付款，{days}内算到{chinese_day(last)}，{chinese_day(asked)}提出"
    if asked > last:
        return Outcome("late", working=(line,))
    if before is None:
        local = _in_beijing(facts, rules)
        if local and local.key == "beijing":
            return local
        return Outcome("experience_unknown", working=(line,), missing=("used_before",))
    price = facts.money("amount")
    if facts.count("sessions_used") or _spent(facts):
        return Outcome("used_some", working=(line,))
    if price is None:
        return Outcome("price_unknown", working=(line,), missing=("amount",))
    return Outcome("full", price, working=(line, f"退还本金{yuan(price)}"))


def _spent(facts: Facts) -> bool:
    """Whether a value card has been drawn on: less is left than was paid, bonus included."""
    paid, left = facts.money("amount"), facts.money("card_balance")
    if paid is None or left is None:
        return False
    return left < paid + (facts.money("bonus_credit") or 0)


def _in_beijing(facts: Facts, rules: Rules) -> Outcome | None:
    """A Beijing card within its days, unless it is known to have been used."""
    paid_on = facts.day("purchase_day")
    if paid_on is None or not (facts.choice("place") or "").startswith("北京"):
        return None
    asked = facts.day("refund_asked_day") or rules.today
    last = rules.last_day(paid_on, "prepaid.beijing_cooling_days").day
    if asked > last or facts.count("sessions_used") or _spent(facts):
        return None
    days = rules["prepaid.beijing_cooling_days"]
    line = f"{chinese_day(paid_on)}付款，{days}内算到{chinese_day(last)}，{chinese_day(asked)}提出"
    price = facts.money("amount")
    if facts.count("sessions_used") != 0 and (price is None or "card_balance" not in facts):
        asks = "card_balance" if facts.choice("card_kind") == "value" else "sessions_used"
        return Outcome("beijing_open", working=(line,), missing=(asks,))
    missing = () if price else ("amount",)
    return Outcome("beijing", price, working=(line,), missing=missing)
