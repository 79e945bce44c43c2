"""Who answers for an injury.

民法典 第一千二百零三条, 消费者权益保护法 第四十条第二款: for a defective product the maker and the seller,
as the injured person chooses. 民法典 第一千一百九十八条, 消费者权益保护法 第四十八条第二款: who runs a
place and failed to keep it safe; when a third person did it, that person, and the place in addition.
消费者权益保护法 第五十条: searching, holding or insulting a customer.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "product": "yes",
    "place": "yes",
    "dignity": "yes",
    "other_person": "depends",
    "cause_unknown": "depends",
    "own": "no",
}
READS = ("injury_cause",)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The option of `injury_cause` is the outcome."""
    cause = facts.choice("injury_cause")
    if cause is None:
        return Outcome("cause_unknown", missing=("injury_cause",))
    return Outcome(cause)


def settled(facts: Facts) -> bool:
    """Whether what was told makes the trader answer."""
    return OUTCOMES.get(facts.choice("injury_cause") or "", "depends") == "yes"
