"""Who has to prove whether goods are faulty.

消费者权益保护法 第二十三条第三款: of durable goods (motor vehicles, computers, televisions, refrigerators,
air conditioners, washing machines and the like) and of renovation, a fault found within some months
of receipt is for the trader to disprove. 民事诉讼法 第六十七条第一款: else who claims proves.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "merchant": "yes",
    "too_late": "no",
    "not_durable": "no",
    "kind_unknown": "depends",
    "day_unknown": "depends",
}
READS = ("durable_kind", "received_day", "car_fault_day")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The fault counts on the day it showed, `car_fault_day`; untold, today serves while inside."""
    kind, received = facts.choice("durable_kind"), facts.day("received_day")
    if kind == "other":
        return Outcome("not_durable")
    if kind is None:
        return Outcome("kind_unknown", missing=("durable_kind",))
    if received is None:
        return Outcome("day_unknown", missing=("received_day",))
    period = rules["quality.proof_months"]
    last = rules.last_day(received, "quality.proof_months").counted
    found = facts.day("car_fault_day")
    working = (f"{chinese_day(received)}收货，{period}算到{chinese_day(last)}",)
    if (found or rules.today) <= last:
        return Outcome("merchant", working=working)
    if found is None:
        return Outcome("day_unknown", working=working, missing=unknown(facts, "car_fault_day"))
    return Outcome("too_late", working=working)
