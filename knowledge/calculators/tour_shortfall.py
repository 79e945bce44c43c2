"""Money back for what a tour left out, lowered, or charged without ground.

最高人民法院关于审理旅游纠纷案件适用法律若干问题的规定 第十五条第一款: itinerary changed, sights left out,
standards lowered by the agency's own will (旅游法 第七十条第一款: any breach); 第十六条: public transport was late, costs that did not
arise come back unless agreed otherwise; 第二十条: charges for not shopping, or by age or profession.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "left_out": "yes",
    "left_out_unknown": "yes",
    "traffic": "yes",
    "traffic_unknown": "yes",
    "surcharge": "yes",
    "surcharge_unknown": "yes",
    "not_this": "no",
}
READS = ("tour_trouble", "missed_value", "tour_extra_paid")
KEYS = {
    "changed": "left_out",
    "misled": "left_out",
    "abandoned": "left_out",
    "traffic_late": "traffic",
    "surcharge": "surcharge",
}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`missed_value`: the worth of what was not had; `tour_extra_paid`: what was charged on top."""
    key = KEYS.get(facts.choice("tour_trouble") or "")
    if key is None:
        return Outcome("not_this")
    fact = "tour_extra_paid" if key == "surcharge" else "missed_value"
    back = facts.money(fact)
    if back is None:
        return Outcome(f"{key}_unknown", missing=(fact,))
    name = "多收的费用" if key == "surcharge" else "没得到的部分"
    return Outcome(key, back, working=(f"{name}{yuan(back)}",))
