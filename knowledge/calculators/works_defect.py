"""Having bad work put right.

民法典 第七百八十一条: work or made-to-order goods not up to standard are repaired, redone, or paid less
for. 消费者权益保护法 第二十三条第三款: a flaw in decorating found within some months of taking it over
is for the trader to explain; afterwards the consumer shows it.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "trader_proves": "yes",
    "shown": "yes",
    "own_proof": "depends",
    "day_unknown": "depends",
    "other": "no",
}
READS = ("decoration_trouble", "handover_day", "proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`handover_day`: when the work was taken over or the furniture put up."""
    if facts.choice("decoration_trouble") not in ("quality", "swapped", "size"):
        return Outcome("other")
    done = facts.day("handover_day")
    if "report" in facts.choices("proof"):
        return Outcome("shown")
    if done is None:
        return Outcome("day_unknown", missing=("handover_day",))
    last = rules.last_day(done, "quality.proof_months").counted
    line = f"{chinese_day(done)}交付，{rules['quality.proof_months']}到{chinese_day(last)}"
    if rules.today <= last:
        return Outcome("trader_proves", working=(line,))
    return Outcome("own_proof", working=(line,))
