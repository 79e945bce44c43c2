"""The price of a used car back.

民法典 第六百一十五条, 第六百一十七条, 第一百四十八条: a crash, water or a turned-back odometer denied or kept back;
第五百九十七条, 第五百九十八条, 第六百一十二条, 第五百六十三条第一款: ownership has to pass, free of others' rights,
or the contract may be undone. A car still within its first period of repair keeps it, whoever owns it
(家用汽车产品修理更换退货责任规定 第三十条); in Zhejiang a dealer repairs for a while of its own
(浙江省实施消费者权益保护法办法 第二十八条第二款).
"""

from __future__ import annotations

from knowledge.calculators.concealed_flaw_refund import hidden
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "title": "yes",
    "unproven": "depends",
    "silent_unknown": "depends",
    "breakdown": "depends",
    "breakdown_zhejiang": "depends",
    "kind_unknown": "depends",
    "told": "no",
}
READS = ("used_car_flaw", "flaw_told", "flaw_proof", "seller_kind", "amount", "place")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`used_car_flaw` says what is wrong; a breakdown by itself shows nothing that was hidden."""
    flaw = facts.choice("used_car_flaw")
    if flaw is None:
        return Outcome("kind_unknown", missing=("used_car_flaw",))
    if facts.choice("flaw_told") != "told" and flaw in ("title", "breakdown"):
        local = flaw == "breakdown" and facts.choice("seller_kind") != "individual"
        local = local and (facts.choice("place") or "").startswith("浙江")
        return Outcome("breakdown_zhejiang" if local else flaw)
    return hidden(facts)
