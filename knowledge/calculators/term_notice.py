"""Whether a weighty term became part of the contract at all.

民法典 第四百九十六条第二款: a standard term that frees its author or weighs on the other side must be
pointed out and, on demand, explained; else the other side may say that it is no part of the
contract. 消费者权益保护法 第二十六条第一款. 最高人民法院关于适用民法典合同编通则若干问题的解释 第十条第三款: its author proves
that this was done, and a box to tick alone does not prove it.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "not_part": "yes",
    "notice_unknown": "depends",
    "agreed": "no",
    "shown": "no",
}
READS = ("term_shown", "term_made")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`term_shown`: pointed out before signing or paying; `term_made`: printed or negotiated."""
    if facts.choice("term_made") == "agreed":
        return Outcome("agreed")
    shown = facts.choice("term_shown")
    if shown is None:
        return Outcome("notice_unknown", missing=("term_shown",))
    return Outcome("shown" if shown == "shown" else "not_part")
