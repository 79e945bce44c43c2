"""Punitive damages of a package tour that the agency could go on with and would not.

旅游法 第七十条第一款: the agency was able to perform, the traveller asked for it, it still refused, and
people were hurt or stranded or suffered the like: between one and several times the price of the
tour, on top of the loss. A court or a mediator finds the multiple.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "range": "yes",
    "range_unknown": "yes",
    "unclear": "depends",
    "unable": "no",
    "no_harm": "no",
    "not_this": "no",
}
READS = ("tour_trouble", "tour_refusal", "tour_harm", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the price of the tour in yuan."""
    if facts.choice("tour_trouble") != "abandoned":
        return Outcome("not_this")
    refusal, harm = facts.choice("tour_refusal"), facts.choice("tour_harm")
    if refusal == "unable":
        return Outcome("unable")
    if harm == "none":
        return Outcome("no_harm")
    if refusal is None or harm is None:
        return Outcome("unclear", missing=unknown(facts, "tour_refusal", "tour_harm"))
    price = facts.money("amount")
    if price is None:
        return Outcome("range_unknown", missing=("amount",))
    low, high = rules["tour.damages_min_multiple"], rules["tour.damages_max_multiple"]
    line = (
        f"团费{yuan(price)} × {low} = {yuan(price * low.value)}，"
        f"× {high} = {yuan(price * high.value)}，具体几倍由法院定"
    )
    return Outcome("range", least=price * low.value, most=price * high.value, working=(line,))
