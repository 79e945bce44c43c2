"""Another flight without a fee.

公共航空运输旅客服务管理规定 第二十四条: when the carrier is the cause it rebooks or endorses without
a fee where a seat can be had; other causes follow its published conditions. 第三十四条 (missed) and
第四十九条 (overbooked) lead to the same article; 第二十三条: a change of the passenger's own.
"""

from __future__ import annotations

from knowledge.calculators.involuntary_refund import BAGGAGE
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "free": "yes",
    "by_terms": "depends",
    "own": "depends",
    "cause_unknown": "depends",
    "not_this": "no",
}
READS = ("flight_trouble", "delay_cause", "service_used")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`delay_cause`: the carrier's own doing, or weather, control and the like."""
    trouble, cause = facts.choice("flight_trouble"), facts.choice("delay_cause")
    if trouble in (None, *BAGGAGE) or facts.choice("service_used") == "used":
        return Outcome("not_this")
    if trouble == "voluntary":
        return Outcome("own")
    if trouble == "overbooked" or cause == "carrier":
        return Outcome("free")
    if cause is None:
        return Outcome("cause_unknown", missing=("delay_cause",))
    return Outcome("own" if trouble == "missed" else "by_terms")
