"""Money taken from a bank card by others.

最高人民法院关于审理银行卡民事纠纷案件若干问题的规定 第七条: with a forged card or stolen data the bank pays back
what was taken; the holder bears the part of their own fault with card, password or codes (第三款) and the
loss that grew because they did not block the card (第四款). 第四条第二款: the bank proves that the holder
acted or allowed it. Who sent the money themselves was defrauded: that is no such transaction (第十五条).
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "late_report": "depends",
    "shared": "depends",
    "how_unknown": "depends",
    "own_transfer": "no",
    "other_trouble": "no",
}
READS = ("loan_trouble", "card_theft", "loss_report", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is what was taken; `loss_report` whether the card was blocked at once."""
    if facts.choice("loan_trouble") != "stolen":
        return Outcome("other_trouble")
    how, taken = facts.choice("card_theft"), facts.money("amount")
    if how is None:
        return Outcome("how_unknown", missing=("card_theft",))
    if how == "self_transfer":
        return Outcome("own_transfer")
    if how == "gave_code":
        return Outcome("shared")
    if facts.choice("loss_report") == "late":
        return Outcome("late_report")
    missing = tuple(n for n in ("amount", "loss_report") if n not in facts)
    if taken is None:
        return Outcome("sum_unknown", missing=missing)
    return Outcome("owed", taken, working=(f"被盗刷{yuan(taken)}，由发卡行付",), missing=missing)
