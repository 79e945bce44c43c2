"""The fee that the plaintiff pays first in a suit for money.

诉讼费用交纳办法 第十三条第一款第一项: a fixed sum for small claims, then a rate for each tier above.
第十五条, 第十六条: part of it in the simplified procedure (small claims too), after mediation or
withdrawal. 第二十九条: the losing party bears it.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.models import Facts, Outcome
from knowledge.rules import Figure, Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {"reckoned": "depends", "sum_unknown": "depends", "judged": "no"}
READS = ("suit_amount", "judgment_due_day")
_TIERS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`suit_amount` is what is claimed in yuan, not the price paid. The amount found is the fee in
    the simplified procedure; the lines give the full one. With a judgment in hand nothing is paid."""
    if "judgment_due_day" in facts:
        return Outcome("judged")
    claimed = facts.money("suit_amount")
    if not claimed:
        return Outcome("sum_unknown", missing=("suit_amount",))
    full, working = _full(claimed, rules)
    share = rules["court_fee.simple_share"]
    part = full * share.value / 100
    working += (
        f"全额{yuan(full)}",
        f"简易、小额程序，调解、撤诉：{yuan(full)} × {share} = {yuan(part)}",
    )
    return Outcome("reckoned", part, working=working)


def _full(claimed: Decimal, rules: Rules) -> tuple[Decimal, tuple[str, ...]]:
    """The sum of all tiers."""
    below, fee = rules["court_fee.first_limit"], rules["court_fee.base"].value
    lines = [f"不超过{below}的部分：{rules['court_fee.base']}"]
    for tier in _TIERS:
        limit = rules[f"court_fee.{tier}_limit"]
        fee += _part(claimed, below, limit.value, rules[f"court_fee.{tier}_rate"], lines)
        below = limit
    fee += _part(claimed, below, claimed, rules["court_fee.tenth_rate"], lines)
    return fee, tuple(lines)


def _part(
    claimed: Decimal, below: Figure, limit: Decimal, rate: Figure, lines: list[str]
) -> Decimal:
    """The fee for what lies between two limits."""
    inside = min(claimed, limit) - below.value
    if inside <= 0:
        return Decimal(0)
    fee = inside * rate.value / 100
    lines.append(f"超过{below}的{yuan(inside)} × {rate} = {yuan(fee)}")
    return fee
