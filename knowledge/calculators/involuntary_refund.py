"""The fare back, without a fee, when the flight and not the passenger is the reason.

公共航空运输旅客服务管理规定 第二十五条: no fee on an involuntary refund. 第六十三条第十五项: it is
involuntary when the flight was cancelled, late, moved forward, rerouted, downgraded or could not be
flown, whatever the cause. 第三十四条: missed through the carrier is involuntary, else voluntary.
第四十九条: overbooked. 第二十三条: a voluntary refund follows the conditions of the ticket.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "full": "yes",
    "price_unknown": "yes",
    "fee_back": "yes",
    "if_not_flown": "depends",
    "voluntary": "depends",
    "missed": "depends",
    "unclear": "depends",
    "flown_changed": "depends",
    "flown": "no",
    "not_ticket": "no",
}
READS = ("flight_trouble", "delay_cause", "service_used", "fee_charged", "amount")
BAGGAGE = ("baggage_damaged", "baggage_lost", "baggage_late")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the fare paid; `fee_charged` what was kept of it; `service_used`: flown or not."""
    trouble = facts.choice("flight_trouble")
    if trouble is None:
        return Outcome("unclear", missing=("flight_trouble",))
    if trouble in BAGGAGE:
        return Outcome("not_ticket")
    if facts.choice("service_used") == "used":
        return Outcome("flown_changed" if trouble == "changed" else "flown")
    if trouble == "missed" and facts.choice("delay_cause") is None:
        return Outcome("missed", missing=("delay_cause",))
    missed_alone = trouble == "missed" and facts.choice("delay_cause") != "carrier"
    if trouble == "voluntary" or missed_alone:
        return Outcome("voluntary")
    return _back(facts, trouble)


def _back(facts: Facts, trouble: str) -> Outcome:
    fee, price = facts.money("fee_charged"), facts.money("amount")
    if fee:
        return Outcome("fee_back", fee, working=(f"多扣的退票费{yuan(fee)}",))
    if trouble == "delayed" and "service_used" not in facts:
        return Outcome("if_not_flown", missing=("service_used",))
    if price is None:
        return Outcome("price_unknown", missing=("amount",))
    return Outcome("full", price, working=(f"票款{yuan(price)}，不扣退票费",))
