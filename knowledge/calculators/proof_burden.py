"""Who has to prove a defect.

消费者权益保护法 第二十三条第三款: for durable goods and decoration a defect found within some months of
receipt is the trader's to disprove. 民事诉讼法 第六十七条第一款: otherwise who claims proves.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "trader": "yes",
    "kind_unknown": "depends",
    "day_unknown": "depends",
    "late": "depends",
    "own": "depends",
}
READS = ("durable_kind", "received_day", "defect_day")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Both days are needed: `received_day` and `defect_day`."""
    kind = facts.choice("durable_kind")
    if kind is None:
        return Outcome("kind_unknown", missing=("durable_kind",))
    if kind == "other":
        return Outcome("own")
    received, found = facts.day("received_day"), facts.day("defect_day")
    if received is None or found is None:
        wanted = ("received_day", "defect_day")
        return Outcome("day_unknown", missing=tuple(n for n in wanted if n not in facts))
    last = rules.last_day(received, "quality.proof_months").counted
    working = (f"{chinese_day(received)}收到，到{chinese_day(last)}前发现的由商家举证",)
    return Outcome("trader" if found <= last else "late", working=working)
