"""What the post office pays for mail of the universal service that is lost, damaged or short.

邮政法 第四十五条第一款 (this chapter is for the universal service only, never for couriers or postal
express), 第四十六条 (ordinary mail without a receipt), 第四十七条第一款 (with a receipt: insured, by the
sum insured, in proportion for a part; not insured, the real loss up to a multiple of the postage;
a registered letter lost or damaged, that multiple; 第四十七条第三款: no limit for gross fault or where
the office had not pointed it out).
"""

from __future__ import annotations

from knowledge.calculators.courier_compensation import loss, loss_fact, unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "insured": "yes",
    "capped": "yes",
    "letter": "yes",
    "sum_unknown": "yes",
    "plain": "no",
    "no_loss": "no",
    "not_post": "no",
}
READS = (
    "courier_trouble",
    "parcel_kind",
    "amount",
    "courier_loss",
    "courier_insured",
    "insured_value",
    "freight",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`freight` is the postage paid; `amount` the value of what was sent."""
    kind, trouble = facts.choice("parcel_kind"), facts.choice("courier_trouble")
    if kind is None or kind == "express":
        return Outcome("not_post")
    if trouble in ("late", "locker"):
        return Outcome("no_loss")
    if kind == "post_plain":
        return Outcome("plain")
    if facts.choice("courier_insured") == "insured":
        return _insured(facts)
    freight, multiple = facts.money("freight"), rules["courier.postal_fee_multiple"]
    if freight is None:
        return Outcome("sum_unknown", missing=("freight",))
    cap = freight * multiple.value
    working = [f"邮费{yuan(freight)} × {multiple} = {yuan(cap)}"]
    if kind == "post_registered" and trouble != "short":
        return Outcome("letter", cap, working=tuple(working))
    lost = loss(facts)
    if lost is None:
        return Outcome("sum_unknown", most=cap, working=tuple(working), missing=(loss_fact(facts),))
    working.append(f"实际损失{yuan(lost)}，取小的{yuan(min(lost, cap))}")
    ask = unknown(facts, "courier_insured")
    return Outcome("capped", min(lost, cap), working=tuple(working), missing=ask)


def _insured(facts: Facts) -> Outcome:
    insured = facts.money("insured_value")
    if loss_fact(facts) == "amount":
        if insured is None:
            return Outcome("sum_unknown", missing=("insured_value",))
        return Outcome("insured", insured, working=(f"按保价额赔{yuan(insured)}",))
    lost, value = facts.money("courier_loss"), facts.money("amount")
    if insured is None or lost is None or not value:
        missing = unknown(facts, "insured_value", "courier_loss", "amount")
        return Outcome("sum_unknown", missing=missing)
    share = lost * insured / value
    working = (f"{yuan(lost)} × 保价{yuan(insured)} ÷ 价值{yuan(value)} = {yuan(share)}",)
    return Outcome("insured", share, working=working)
