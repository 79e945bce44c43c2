"""What was charged above the price shown, or without a price shown.

价格法 第十三条第二款, 明码标价和禁止价格欺诈规定 第八条: nothing may be charged above the price marked, and
no fee that was not marked. 价格法 第四十一条: what a breach of the price rules made a consumer pay too
much is paid back. 消费者权益保护法实施条例 第十二条: a price promised is kept; 第九条第二款: nobody may be
charged more than others on equal terms without knowing it. A price that is merely high breaks
nothing (价格法 第六条).
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.calculators.price_fraud_damages import discount_false
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "till_sum_unknown": "yes",
    "unmarked_sum_unknown": "yes",
    "promise_open": "depends",
    "personal_open": "depends",
    "base_open": "depends",
    "kind_unknown": "depends",
    "no_difference": "no",
    "honest": "no",
    "dear": "no",
}
READS = (
    "price_trick",
    "quoted_price",
    "charged_price",
    "overcharge",
    "struck_price",
    "lowest_before",
)
_SUM_UNKNOWN = {"till_higher": "till_sum_unknown", "unmarked": "unmarked_sum_unknown"}
_OPEN = {
    "not_honoured": "promise_open",
    "personal": "personal_open",
    "false_discount": "base_open",
    "hidden": "base_open",
}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`overcharge` is the sum paid too much, else `charged_price` less `quoted_price`; two prices
    told without more are a till above the tag."""
    kind = facts.choice("price_trick")
    if kind == "dear":
        return Outcome("dear")
    if kind == "false_discount" and discount_false(facts)[0] is False:
        return Outcome("honest")
    excess, working = _excess(facts)
    if excess is not None and excess <= 0:
        return Outcome("no_difference", working=working)
    if kind in _OPEN:
        return Outcome(_OPEN[kind], excess, working=working)
    if excess is not None:
        return Outcome("owed", excess, working=working)
    if kind is None:
        return Outcome("kind_unknown", missing=("price_trick",))
    missing = ("quoted_price", "charged_price") if kind == "till_higher" else ("overcharge",)
    return Outcome(_SUM_UNKNOWN[kind], missing=missing)


def _excess(facts: Facts) -> tuple[Decimal | None, tuple[str, ...]]:
    """What was paid too much, and how that comes about; None when the sums are not known."""
    told = facts.money("overcharge")
    if told is not None:
        return told, (f"多收{yuan(told)}",)
    marked, charged = facts.money("quoted_price"), facts.money("charged_price")
    if marked is None or charged is None:
        return None, ()
    line = f"实收{yuan(charged)} − 标价{yuan(marked)} = {yuan(charged - marked)}"
    return charged - marked, (line,)
