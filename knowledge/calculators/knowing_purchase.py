"""What a multiple of the price is left to someone who knew what was wrong when buying.

最高人民法院关于审理食品药品惩罚性赔偿纠纷案件适用法律若干问题的解释 第一条, 第十二条 to 第十四条: food below
the standards, within what a household reasonably needs; that the buyer knew is the trader's to prove.
消费者权益保护法 第五十五条第一款 with 最高人民法院关于适用民法典总则编若干问题的解释 第二十一条: fraud, which presupposes
someone misled; that a thing is bad is no fraud yet. 消费者权益保护法实施条例 第四十九条第二款: nothing for
swapped, planted, altered goods or invented facts.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "unknowing": "yes",
    "unknowing_other": "depends",
    "within_need": "depends",
    "beyond_need": "depends",
    "drug_open": "depends",
    "open": "depends",
    "not_deceived": "no",
    "tricked": "no",
}
READS = ("claim_trick", "goods_class", "food_knew")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`food_knew` tells whether the buyer knew, for whatever was bought."""
    if facts.choice("claim_trick") == "tricked":
        return Outcome("tricked")
    kind, knew = facts.choice("goods_class"), facts.choice("food_knew")
    if knew == "not_known" and facts.choice("claim_trick") == "genuine":
        if kind in ("food", "drug"):
            return Outcome("unknowing")
        return Outcome("unknowing_other", missing=() if kind else ("goods_class",))
    if kind is None or knew is None or knew == "not_known":
        wanted = ("goods_class", "food_knew", "claim_trick")
        return Outcome("open", missing=tuple(name for name in wanted if name not in facts))
    if kind == "other":
        return Outcome("not_deceived")
    if kind == "drug":
        return Outcome("drug_open")
    return Outcome("within_need" if knew == "knew_home" else "beyond_need")
