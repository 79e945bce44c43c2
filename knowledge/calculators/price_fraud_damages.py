"""Damages for a price that deceived.

消费者权益保护法 第五十五条第一款 with 侵害消费者权益行为处罚办法 第六条第五项, 第十六条第二款: selling by a deceptive
price is fraud. 明码标价和禁止价格欺诈规定 第十六条第二款: a price compared with may not be above the lowest one
of some days before; 第十七条: no made-up original price; 第十九条: the kinds of price fraud; 第二十一条: not
where the trader shows that it meant no harm. 最高人民法院关于适用民法典总则编若干问题的解释 第二十一条: fraud is
deliberate, so that one wrong tag does not yet show it, nor a fee without a price, nor a promise
not kept.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import fraud_damages
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, FactValue, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "proof_open": "depends",
    "intent_open": "depends",
    "promise_open": "depends",
    "personal_open": "depends",
    "kind_unknown": "depends",
    "honest": "no",
    "not_fraud": "no",
}
READS = (
    "price_trick",
    "price_proof",
    "struck_price",
    "lowest_before",
    "amount",
    "charged_price",
    "quoted_price",
)
_INTENT = {
    "till_higher": "intent_open",
    "not_honoured": "promise_open",
    "personal": "personal_open",
}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`struck_price` is the original price shown, `lowest_before` the lowest one really charged in
    the days before; where both are told they decide, else `price_proof` must be at hand."""
    kind = facts.choice("price_trick")
    if kind in ("dear", "unmarked"):
        return Outcome("not_fraud")
    if kind in _INTENT:
        return Outcome(_INTENT[kind])
    if kind is None:
        two = "quoted_price" in facts and "charged_price" in facts
        return Outcome("intent_open" if two else "kind_unknown", missing=("price_trick",))
    shown, working = discount_false(facts) if kind == "false_discount" else (None, ())
    if shown is False:
        return Outcome("honest", working=working)
    if shown is None and facts.choice("price_proof") != "saved":
        return Outcome("proof_open", missing=unknown(facts, "price_proof", *_prices(kind)))
    found = fraud_damages.calculate(Facts(_paid(facts)), rules)
    return replace(found, working=(*working, *found.working), missing=unknown(facts, "amount"))


def discount_false(facts: Facts) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the original price shown was above what had been charged; None: not known."""
    struck, lowest = facts.money("struck_price"), facts.money("lowest_before")
    if struck is None or lowest is None:
        return None, ()
    if struck <= lowest:
        return False, (f"写的原价{yuan(struck)}，不高于之前的最低成交价{yuan(lowest)}",)
    return True, (f"写的原价{yuan(struck)}，高于之前的最低成交价{yuan(lowest)}",)


def _prices(kind: str) -> tuple[str, ...]:
    return ("struck_price", "lowest_before") if kind == "false_discount" else ()


def _paid(facts: Facts) -> dict[str, FactValue]:
    paid = facts.money("charged_price") or facts.money("amount")
    return {} if paid is None else {"amount": paid}
