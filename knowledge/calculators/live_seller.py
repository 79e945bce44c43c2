"""Whether the live room answers as the seller of what it showed.

最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一） 第十一条: a shop answers for its own live room.
第十二条第一款: a room that cannot prove that it marked clearly that it is not the seller, and who is,
answers as the seller; 第二款: else a court weighs appearance, dealings and what buyers understood.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "own_shop": "yes",
    "unmarked": "yes",
    "marked": "depends",
    "mark_unknown": "depends",
    "not_live": "no",
}
READS = ("bought_where", "host_marked")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`host_marked`: own_shop, unmarked, marked (the true seller was shown all the time)."""
    marked = facts.choice("host_marked")
    if facts.choice("bought_where") not in (None, "live"):
        return Outcome("not_live")
    if marked is None:
        if "bought_where" not in facts:
            return Outcome("not_live", missing=("bought_where",))
        return Outcome("mark_unknown", missing=("host_marked",))
    return Outcome(marked)
