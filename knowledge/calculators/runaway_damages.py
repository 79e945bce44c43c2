"""Punitive damages when a trader shuts, neither performs nor refunds, and dodges the claim.

最高人民法院关于审理预付式消费民事纠纷案件适用法律若干问题的解释 第二十三条第一款 allows them; the
multiple and the floor are those for fraud (消费者权益保护法 第五十五条第一款). Before the
interpretation fraud itself has to be shown: taking money without performing
(侵害消费者权益行为处罚办法 第五条第十项, 第十六条第二款). The text names no base: what has not been
had is taken, the cautious reading.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from knowledge.calculators.prepaid_refund import interpreted, left, used_of
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "sum_unknown": "yes",
    "evasion_thin": "depends",
    "before_rule": "depends",
    "state_unknown": "depends",
    "nothing_left": "no",
    "refunding": "no",
    "not_closed": "no",
}
READS = (
    "shop_state",
    "amount",
    "card_kind",
    "sessions_total",
    "sessions_used",
    "card_balance",
    "bonus_credit",
    "card_start_day",
    "card_end_day",
    "term_months",
    "purchase_day",
    "closed_day",
    "refund_asked_day",
)


CENT = Decimal("0.01")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`shop_state` gone: shut and not to be reached; stalling: shut, to be reached, pays nothing.
    The day it shut decides whether the interpretation holds, so it is asked for."""
    state = facts.choice("shop_state")
    if state in ("open", "refunding"):
        return Outcome("not_closed" if state == "open" else "refunding")
    paid, used = facts.money("amount"), used_of(facts, rules)
    base = left(paid, used.low) if paid is not None and used else None
    if base == 0:
        return Outcome("nothing_left")
    if state is None:
        return Outcome("state_unknown", missing=("shop_state",))
    amount, working = _sum(base, rules)
    ask = () if "closed_day" in facts else ("closed_day",)
    if not interpreted(rules):
        return Outcome("before_rule", amount, working=working)
    if state == "stalling":
        return Outcome("evasion_thin", amount, working=working, missing=ask)
    if base is None or amount is None:
        floor = rules["punitive.fraud_floor"].value
        return Outcome("sum_unknown", least=floor, missing=("amount", "card_kind", *ask))
    floored = amount == rules["punitive.fraud_floor"].value
    return Outcome("owed_floor" if floored else "owed", amount, working=working, missing=ask)


def _sum(base: Decimal | None, rules: Rules) -> tuple[Decimal | None, tuple[str, ...]]:
    multiple, floor = rules["punitive.fraud_multiple"], rules["punitive.fraud_floor"]
    if base is None:
        return None, ()
    base = base.quantize(CENT, ROUND_HALF_UP)  # so that the sum is that of the figures shown
    by_base = base * multiple.value
    lines = [f"没有兑付的{yuan(base)} × {multiple} = {yuan(by_base)}"]
    if by_base < floor.value:
        lines.append(f"不足最低{floor}，按{floor}算")
    return max(by_base, floor.value), tuple(lines)
