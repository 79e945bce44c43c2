"""Whether a trader from whom money is demanded may refuse and call the police.

消费者权益保护法实施条例 第四十九条第二款, 市场监督管理投诉举报处理办法 第四十二条: goods swapped, planted or
altered or facts invented to obtain damages are for the police; 治安管理处罚法 第五十八条 (extortion).
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "refuse": "yes",
    "unclear": "depends",
    "genuine": "no",
    "buyer": "no",
}
READS = ("claimant_side", "claim_trick")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Said only to the trader; whether the goods were tampered with decides."""
    if facts.choice("claimant_side") != "merchant":
        return Outcome("buyer")
    trick = facts.choice("claim_trick")
    if trick == "tricked":
        return Outcome("refuse")
    if trick == "genuine":
        return Outcome("genuine")
    return Outcome("unclear", missing=() if trick else ("claim_trick",))
