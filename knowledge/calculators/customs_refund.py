"""Who bears the price of goods that did not get through customs.

电子商务法 第二十条, 第五十一条第一款: until the buyer signs, the risk of carriage is the trader's, unless the
buyer chose the carrier. 民法典 第五百六十三条第一款第四项, 第五百六十六条第一款: goods that cannot come are paid back.
第九百二十九条第一款: somebody paid to buy abroad on another's behalf answers for fault.
第五百九十二条第二款: what the buyer caused lowers what is owed.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "cause_unknown": "depends",
    "buyer_cause": "depends",
    "agent": "depends",
    "still_held": "depends",
    "tax": "depends",
    "state_unknown": "depends",
    "not_customs": "no",
}
READS = ("customs_state", "customs_cause", "overseas_source", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`customs_state` stopped: confiscated, sent back or destroyed. `customs_cause` seller: wrong
    declaration, goods that may not enter, or a promise to see to customs. `overseas_source` agent:
    somebody who buys on order; whether that is a sale or an errand is for the court."""
    state, cause = facts.choice("customs_state"), facts.choice("customs_cause")
    if state is None:
        return Outcome("state_unknown", missing=("customs_state",))
    if state != "stopped":
        key = {"held": "still_held", "tax": "tax"}.get(state, "not_customs")
        return Outcome(key)
    if cause == "buyer":
        return Outcome("buyer_cause")
    if cause is None:
        key = "agent" if facts.choice("overseas_source") == "agent" else "cause_unknown"
        return Outcome(key, missing=("customs_cause",))
    price = facts.money("amount")
    if price is None:
        return Outcome("price_unknown", missing=("amount",))
    return Outcome("owed", price, working=(f"退还已付价款{yuan(price)}",))
