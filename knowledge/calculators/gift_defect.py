"""What is owed for a free gift that is bad.

消费者权益保护法实施条例 第七条第二款: what is given free must be safe; small flaws that break no rule and do
not stop its use are told beforehand. 民法典 第六百六十二条: a gift tied to a purchase is warranted like a
sale within that tie. 最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一） 第八条: harm by a gift, a prize or
an exchanged item is answered for, free or not.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "mend": "yes",
    "harm": "yes",
    "flaw_unknown": "depends",
    "told": "no",
    "other_matter": "no",
}
READS = ("promo_trouble", "gift_flaw", "loss_amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`gift_flaw`: unusable, harm (it hurt somebody or damaged something), or told beforehand."""
    if facts.choice("promo_trouble") != "gift_bad":
        return Outcome("other_matter")
    flaw = facts.choice("gift_flaw")
    if flaw is None:
        return Outcome("flaw_unknown", missing=("gift_flaw",))
    if flaw == "told":
        return Outcome("told")
    if flaw == "harm":
        return Outcome("harm", facts.money("loss_amount"))
    return Outcome("mend")
