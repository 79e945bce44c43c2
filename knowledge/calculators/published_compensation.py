"""What a carrier has published that it pays for overbooking or delay.

公共航空运输旅客服务管理规定 第四十三条第四项, 第四十七条: who is turned away because of overbooking
is compensated by the carrier's published terms. 航班正常管理规定 第十七条第二款: whether a delay is
compensated, and how, is for the carrier to publish; no text fixes a sum.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "overbooked": "yes",
    "overbooked_unknown": "yes",
    "by_terms": "depends",
    "by_terms_unknown": "depends",
    "not_this": "no",
}
READS = ("flight_trouble", "published_sum")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`published_sum`: what the carrier's terms give in such a case, in yuan."""
    trouble, published = facts.choice("flight_trouble"), facts.money("published_sum")
    if trouble == "overbooked":
        key = "overbooked"
    elif trouble in ("delayed", "cancelled"):
        key = "by_terms"
    else:
        return Outcome("not_this")
    if published is None:
        return Outcome(f"{key}_unknown", missing=("published_sum",))
    return Outcome(key, published, working=(f"航空公司公布的标准{yuan(published)}",))
