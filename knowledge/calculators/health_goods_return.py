"""Returning a drug, a cosmetic or a health product bought at a distance without giving a reason.

As `no_reason_return`, but such goods endanger health once opened, so that they are left out of the
right if, and only if, the buyer confirmed so when buying (网络购买商品七日无理由退货暂行办法 第七条).
Whether one that was opened is still intact (消费者权益保护法实施条例 第十九条第三款) is open: a broken seal is more
than a look.
"""

from __future__ import annotations

from knowledge.calculators import no_reason_return
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules

_NEVER = ("in_time", "last_day", "asked_in_time", "excluded")
OUTCOMES = {k: v for k, v in no_reason_return.OUTCOMES.items() if k not in _NEVER}
READS = tuple(name for name in no_reason_return.READS if name != "goods_kind")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Whatever was told of the kind of goods, it is of the kind that may be confirmed away."""
    found = no_reason_return.calculate(Facts({**facts, "goods_kind": "sensitive"}), rules)
    if found.key == "not_confirmed" and facts.choice("goods_state") == "opened":
        return Outcome("not_intact", working=found.working)
    return found
