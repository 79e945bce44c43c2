"""Whether damages for a defective product can still be claimed.

产品质量法 第四十五条: two years from knowing of the harm, and ten from delivery to the first consumer
unless a stated period of safe use is longer. 民法典 第一百八十八条 gives three years; whether it has
taken the place of the two is disputed, so that the shorter period is the safe one.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "safe": "yes",
    "disputed": "depends",
    "if_interrupted": "depends",
    "safe_use_open": "depends",
    "day_unknown": "depends",
}
READS = ("harm_known_day", "last_demand_day", "purchase_day", "received_day")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`received_day`, else `purchase_day`, stands for the delivery; `last_demand_day` starts the
    years anew when it came in time."""
    known = facts.day("harm_known_day")
    if known is None:
        return Outcome("day_unknown", missing=("harm_known_day",))
    delivered = facts.day("received_day") or facts.day("purchase_day")
    if delivered:
        longest = rules.last_day(delivered, "limitation.product_longest_years")
        if rules.today > longest.day:
            line = f"{chinese_day(delivered)}交付，最长到{chinese_day(longest.counted)}"
            return Outcome("safe_use_open", working=(line,))
    start = known
    asked = facts.day("last_demand_day")
    if asked and known <= asked <= rules.last_day(known, "limitation.product_years").day:
        start = asked
    short = rules.last_day(start, "limitation.product_years")
    full = rules.last_day(start, "limitation.general_years")
    working = (
        f"从{chinese_day(start)}起，短的到{chinese_day(short.counted)}",
        f"长的到{chinese_day(full.counted)}",
    )
    if rules.today <= short.day:
        return Outcome("safe", working=working)
    key = "disputed" if rules.today <= full.day else "if_interrupted"
    return Outcome(key, working=working, missing=() if asked else ("last_demand_day",))
