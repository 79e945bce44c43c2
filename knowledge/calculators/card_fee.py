"""Fees and interest of a bank card that the holder did not know of.

最高人民法院关于审理银行卡民事纠纷案件若干问题的规定 第二条第一款: a term on interest, fees or penalties that was
neither pointed out nor explained is no part of the contract; 第二款: what is too high in sum may be
reduced by the court. 民法典 第四百九十六条第二款.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "unbound": "yes",
    "sum_unknown": "yes",
    "told": "depends",
    "notice_unknown": "depends",
    "trouble_unknown": "depends",
    "other_trouble": "no",
}
READS = ("loan_trouble", "fee_notice", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is what was charged; while no trouble is told, fees are as likely as any."""
    trouble, notice = facts.choice("loan_trouble"), facts.choice("fee_notice")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("loan_trouble",))
    if trouble != "fee":
        return Outcome("other_trouble")
    if notice is None:
        return Outcome("notice_unknown", missing=("fee_notice",))
    if notice != "none":
        return Outcome("told")
    charged = facts.money("amount")
    if charged is None:
        return Outcome("sum_unknown", missing=("amount",))
    return Outcome("unbound", charged, working=(f"退回没提示就扣的{yuan(charged)}",))
