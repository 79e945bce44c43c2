"""The price of a package tour back when it is given up or does not take place.

旅游法 第六十三条第三款: a group that did not come together, everything back. 第六十五条: the traveller
withdraws before the end, the price less necessary costs. 第六十七条第二项: force majeure, the price less
what was paid on and cannot be got back. 最高人民法院关于审理旅游纠纷案件适用法律若干问题的规定 第十条第一款:
handed to another agency against the traveller's will, the contract may be ended; 第十二条, 第十六条: costs
that did not arise come back.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "not_formed": "yes",
    "not_formed_unknown": "yes",
    "own": "yes",
    "own_unknown": "yes",
    "event": "yes",
    "event_unknown": "yes",
    "transferred": "yes",
    "unclear": "depends",
    "nothing_left": "no",
    "ended": "no",
    "not_this": "no",
}
READS = ("tour_trouble", "amount", "necessary_costs", "trip_end_day")
LESS_COSTS = {"withdraw": "own", "force_majeure": "event"}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the price of the tour; `necessary_costs` what the agency spent and can show."""
    trouble = facts.choice("tour_trouble")
    if trouble is None:
        return Outcome("unclear", missing=("tour_trouble",))
    price = facts.money("amount")
    if trouble == "not_formed":
        if price is None:
            return Outcome("not_formed_unknown", missing=("amount",))
        return Outcome("not_formed", price, working=(f"已交的全部费用{yuan(price)}",))
    if trouble == "transferred":
        return Outcome("transferred")
    if trouble not in LESS_COSTS:
        return Outcome("not_this")
    end = facts.day("trip_end_day")
    if end and end < rules.today:
        return Outcome("ended")
    return _less_costs(facts, LESS_COSTS[trouble])


def _less_costs(facts: Facts, key: str) -> Outcome:
    price, costs = facts.money("amount"), facts.money("necessary_costs")
    if price is None or costs is None:
        return Outcome(f"{key}_unknown", missing=unknown(facts, "necessary_costs", "amount"))
    if costs >= price:
        return Outcome("nothing_left", working=(f"团费{yuan(price)}，要扣的{yuan(costs)}",))
    line = f"团费{yuan(price)} − 要扣的{yuan(costs)} = {yuan(price - costs)}"
    return Outcome(key, price - costs, working=(line,))
