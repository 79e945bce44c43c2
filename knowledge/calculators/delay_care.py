"""Meals and a bed while a flight is late or cancelled.

航班正常管理规定 第二十九条: at the airport of departure the carrier provides them when it is the cause
(item 1) and helps at the passenger's cost when it is not (item 2); on domestic flights it provides
them at a stop on the way (item 3) and after a diversion (item 4), whatever the cause.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "provided": "yes",
    "provided_on_the_way": "yes",
    "cause_unknown": "depends",
    "scope_unknown": "depends",
    "abroad": "depends",
    "own_cost": "no",
    "not_this": "no",
}
READS = ("flight_trouble", "delay_cause", "delay_place", "flight_scope")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`delay_place`: where the wait was; unknown counts as the airport of departure."""
    if facts.choice("flight_trouble") not in ("delayed", "cancelled"):
        return Outcome("not_this")
    if facts.choice("delay_place") in ("stopover", "diverted"):
        scope = facts.choice("flight_scope")
        if scope is None:
            return Outcome("scope_unknown", missing=("flight_scope",))
        return Outcome("provided_on_the_way" if scope == "domestic" else "abroad")
    cause = facts.choice("delay_cause")
    if cause is None:
        return Outcome("cause_unknown", missing=("delay_cause", "delay_place"))
    if cause == "carrier":
        return Outcome("provided")
    missing = () if "delay_place" in facts else ("delay_place",)
    return Outcome("own_cost", missing=missing)
