"""Returning goods from abroad, bought online, without giving a reason.

消费者权益保护法 第二十五条 does not name goods from abroad among what cannot be returned; a trader may not
widen the list (消费者权益保护法实施条例 第十九条第一款). An errand run for somebody (民法典 第九百一十九条) is no sale
at a distance, and a purchase made in a shop abroad is not governed here.
"""

from __future__ import annotations

from knowledge.calculators import no_reason_return
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    **{
        key: status
        for key, status in no_reason_return.OUTCOMES.items()
        if key not in ("offline", "door", "where_unknown")
    },
    "agent": "depends",
    "source_unknown": "depends",
    "shop_abroad": "no",
}
READS = (*no_reason_return.READS, "overseas_source")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`overseas_source`: bonded, direct_mail, agent or shop_abroad."""
    source = facts.choice("overseas_source")
    if source is None:
        return Outcome("source_unknown", missing=("overseas_source",))
    if source in ("agent", "shop_abroad"):
        return Outcome(source)
    return no_reason_return.calculate(Facts({**facts, "bought_where": "online"}), rules)
