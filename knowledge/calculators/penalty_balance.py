"""An agreed penalty against the loss it stands for.

民法典 第五百八十五条: a penalty may be agreed; below the loss it may be raised on demand, far above it
lowered. 最高人民法院关于适用民法典合同编通则若干问题的解释 第六十四条: who asks to lower it proves that it is too
high, and no clause takes that away; 第六十五条第二款: more than some share above the loss is as a rule
too high; 第三款: not for who broke the contract in bad faith. 民法典 第五百八十五条第一款: it is paid by the side that
broke the contract, and so by nobody where neither did.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "too_high": "yes",
    "owed": "yes",
    "raise": "yes",
    "may_be_cut": "depends",
    "loss_unknown": "depends",
    "side_unknown": "depends",
    "no_breach": "no",
    "not_high": "no",
    "none": "no",
}
READS = ("penalty_sum", "penalty_side", "breach_loss", "deposit_fault")
_BLAMELESS = {"mine": ("theirs", "neither"), "theirs": ("mine", "neither")}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`penalty_sum` as agreed, `breach_loss` the loss of the side that is to receive it. The
    amount is what can be had (`theirs`), or what is above the line (`mine`).
    Before the Civil Code the base has no rule for penalties, and so no claim."""
    _ = rules["limitation.general_years"]
    penalty, side = facts.money("penalty_sum"), facts.choice("penalty_side")
    if penalty is None and side is None:
        return Outcome("none")
    if side is None:
        return Outcome("side_unknown", missing=("penalty_side",))
    if facts.choice("deposit_fault") in _BLAMELESS[side]:
        return Outcome("no_breach")
    loss = facts.money("breach_loss")
    if penalty is None or loss is None:
        return Outcome("loss_unknown", missing=unknown(facts, "penalty_sum", "breach_loss"))
    excess = rules["contract.penalty_excess"]
    line = loss * (100 + excess.value) / 100
    working = (f"损失{yuan(loss)}，多出{excess}的界线是{yuan(line)}；违约金{yuan(penalty)}",)
    if side == "mine":
        return _asked_of_me(penalty, line, working)
    if penalty < loss:
        return Outcome("raise", loss, working=working)
    key = "may_be_cut" if penalty > line else "owed"
    return Outcome(key, penalty, working=working)


def _asked_of_me(penalty: Decimal, line: Decimal, working: tuple[str, ...]) -> Outcome:
    if penalty <= line:
        return Outcome("not_high", working=working)
    return Outcome("too_high", penalty - line, working=working)
