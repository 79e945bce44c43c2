"""What a courier pays for a parcel lost, damaged, short or late.

快递暂行条例 第二十八条第一款: an insured parcel by the insurance rules agreed, an uninsured one by
civil law; 民法典 第八百三十二条, 第八百三十三条: the carrier answers for goods, at the market price
where they should have arrived; 第四百九十六条第二款, 第四百九十七条, 第五百零六条: a limit in standard
terms that was not pointed out, or that covers gross fault, does not bind. The cap of 邮政法
第四十七条 is not for couriers: see `post_compensation`.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "insured": "yes",
    "insured_under": "yes",
    "full_loss": "yes",
    "loss_unknown": "yes",
    "buyer": "depends",
    "limit_told": "depends",
    "late": "depends",
    "unclear": "depends",
    "no_loss": "no",
    "by_post": "no",
}
READS = (
    "courier_trouble",
    "amount",
    "courier_loss",
    "courier_insured",
    "insured_value",
    "limit_notice",
    "parcel_kind",
    "courier_role",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is what the goods were worth, `courier_loss` the part that is damaged or missing.
    Who bought online goes to the seller, whose contract with the courier it is (`delivery_risk`).
    """
    trouble = facts.choice("courier_trouble")
    if (facts.choice("parcel_kind") or "express") != "express":
        return Outcome("by_post")
    if trouble is None:
        return Outcome("unclear", missing=("courier_trouble",))
    if trouble == "locker":
        return Outcome("no_loss")
    if trouble == "late":
        return Outcome("late", facts.money("courier_loss"), missing=unknown(facts, "courier_loss"))
    if facts.choice("courier_role") == "buyer":
        return Outcome("buyer")
    return _insured(facts) if facts.choice("courier_insured") == "insured" else _uninsured(facts)


def _uninsured(facts: Facts) -> Outcome:
    amount = loss(facts)
    told = facts.choice("limit_notice") == "told"
    if amount is None:
        return Outcome("limit_told" if told else "loss_unknown", missing=(loss_fact(facts),))
    working = (f"没保价按实际损失算：{yuan(amount)}",)
    ask = unknown(facts, "courier_insured", "limit_notice")
    return Outcome("limit_told" if told else "full_loss", amount, working=working, missing=ask)


def _insured(facts: Facts) -> Outcome:
    """The rules agreed decide. Usual ones pay the loss up to the sum insured; where less than the
    value was insured and a part is damaged, some pay in proportion: both ends are named."""
    lost, insured, value = loss(facts), facts.money("insured_value"), facts.money("amount")
    if lost is None or insured is None:
        return Outcome("loss_unknown", missing=unknown(facts, "insured_value", loss_fact(facts)))
    top = min(lost, insured)
    if value is not None and insured < value and lost < value:
        share = lost * insured / value
        working = (
            f"按比例：{yuan(lost)} × {yuan(insured)} ÷ {yuan(value)} = {yuan(share)}",
            f"按保价额以内的实际损失：{yuan(top)}",
        )
        return Outcome("insured_under", least=share, most=top, working=working)
    return Outcome(
        "insured", top, working=(f"损失{yuan(lost)}，保价{yuan(insured)}，取小的{yuan(top)}",)
    )


def loss_fact(facts: Facts) -> str:
    """The fact that measures the loss: the whole value when nothing arrived."""
    gone = facts.choice("courier_trouble") in ("lost", "fake_sign")
    return "amount" if gone else "courier_loss"


def loss(facts: Facts) -> Decimal | None:
    return facts.money(loss_fact(facts))


def unknown(facts: Facts, *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if name not in facts)
