"""What a trader must still do for a prepaid card that is not simply to be paid back.

最高人民法院关于审理预付式消费民事纠纷案件适用法律若干问题的解释 第二十四条第一款: a card with money
left is reactivated or replaced; 第二款: a registered card that was lost is blocked and replaced;
第十一条第一款 with 第九条第二项: the claim passes to another person by notice, and an unreasonable bar
does not hold; 第十二条: the price is not raised nor the quality lowered alone. 第二十二条第三款: a term
in which the holder did not come is over. Before the interpretation the contract alone decides.
"""

from __future__ import annotations

from knowledge.calculators.prepaid_refund import interpreted
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "reactivate": "yes",
    "replace": "yes",
    "transfer": "yes",
    "as_agreed": "yes",
    "kind_unknown": "depends",
    "unregistered": "depends",
    "before_rule": "depends",
    "term_over": "no",
    "none": "no",
}
READS = ("card_trouble", "card_kind", "card_named", "purchase_day")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`card_trouble` is what the shop refuses; nothing told, nothing to say."""
    trouble = facts.choice("card_trouble")
    if trouble in (None, "none"):
        return Outcome("none")
    if trouble == "expired" and facts.choice("card_kind") == "period":
        return Outcome("term_over")
    if not interpreted(rules):
        return Outcome("before_rule")
    if trouble == "expired":
        return _expired(facts)
    if trouble == "lost":
        named = facts.choice("card_named")
        missing = () if named else ("card_named",)
        return Outcome("replace" if named == "named" else "unregistered", missing=missing)
    return Outcome("transfer" if trouble == "no_transfer" else "as_agreed")


def _expired(facts: Facts) -> Outcome:
    if facts.choice("card_kind") is None:
        return Outcome("kind_unknown", missing=("card_kind",))
    return Outcome("reactivate")
