"""The fare back, another train or coach, or the lost ticket again.

民法典 第八百二十条: late or failed carriage gives another service or the fare back, at the passenger's
choice, whatever the cause. 铁路法 第十二条: the whole fare when the railway is the cause.
第八百一十五条第二款: a lost real-name ticket is issued again without a second fare. 第八百二十一条: standards
lowered give the fare or a part of it back. 第八百一十六条: who cannot go returns the ticket in the time
agreed; after it the fare may be kept. 第八百一十条: public carriers turn nobody away without reason.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "full": "yes",
    "price_unknown": "yes",
    "reissue": "yes",
    "part_back": "yes",
    "part_unknown": "yes",
    "refused": "yes",
    "if_not_ridden": "depends",
    "own": "depends",
    "unclear": "depends",
    "ridden": "no",
    "not_this": "no",
}
READS = ("ride_trouble", "service_used", "missed_value", "amount")
PLAIN = {"lost_ticket": "reissue", "refused": "refused", "own_refund": "own"}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the fare paid; `missed_value` the difference between the seat paid and had."""
    trouble = facts.choice("ride_trouble")
    if trouble is None:
        return Outcome("unclear", missing=("ride_trouble",))
    if trouble in PLAIN:
        return Outcome(PLAIN[trouble])
    if trouble == "seat":
        return _part(facts)
    if trouble != "train_down":
        return Outcome("not_this")
    used = facts.choice("service_used")
    if used is None:
        return Outcome("if_not_ridden", missing=("service_used",))
    if used == "used":
        return Outcome("ridden")
    price = facts.money("amount")
    if price is None:
        return Outcome("price_unknown", missing=("amount",))
    return Outcome("full", price, working=(f"票款{yuan(price)}",))


def _part(facts: Facts) -> Outcome:
    gap = facts.money("missed_value")
    if gap is None:
        return Outcome("part_unknown", missing=("missed_value",))
    return Outcome("part_back", gap, working=(f"差价{yuan(gap)}",))
