"""Damages for goods that are not genuine or not new, on top of the refund.

消费者权益保护法 第五十五条第一款. 侵害消费者权益行为处罚办法 第十六条第二款 with 第五条第七项, 第六条第七项: passing off
the false as genuine, the poor as good, or rejects as sound goods is fraud. 第十六条第一款 with 第五条第三项
to 第六项: a borrowed maker, origin, mark or brand is fraud unless the seller shows that it did not
deceive. 产品质量法 第二十七条, 第三十六条: a missing label alone breaks the law but is no fraud by
itself. 最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一） 第十条: a seller who promised more is held to
that, in place of the multiple of the law and not besides it.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import fraud_damages, promised_damages
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    **fraud_damages.OUTCOMES,
    "unlabelled": "depends",
    "by_promise": "no",
    "known": "no",
}
READS = (*fraud_damages.READS, "fake_kind", "promised_multiple")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`fake_kind` unlabelled: nothing but maker, address or certificate is missing; known: the
    buyer was told that it was a copy, so that nobody was deceived. Where a promise is
    worth more, the sum is that of `promised_damages`, and this one names none."""
    kind = facts.choice("fake_kind")
    if kind in ("unlabelled", "known"):
        return Outcome(kind)
    found = fraud_damages.calculate(facts, rules)
    if promised_damages.calculate(facts, rules).key == "owed":
        found = replace(found, key="by_promise", amount=None)
    open_points = unknown(facts, "amount", "fraud_proof", "fake_kind")
    return replace(found, missing=(*found.missing, *open_points))
