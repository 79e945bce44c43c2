"""Punitive damages when the trader knew of the defect.

消费者权益保护法 第五十五条第二款: who knows of a defect and provides the goods or services all the same, so
that someone dies or is gravely harmed in health, pays up to a multiple of the loss on top of it.
民法典 第一千二百零七条.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "up_to": "yes",
    "grave_open": "depends",
    "knew_unknown": "depends",
    "harm_unknown": "depends",
    "not_grave": "no",
    "not_known": "no",
    "other_cause": "no",
}
READS = ("injury_cause", "injury_harm", "merchant_knew")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """No sum: the multiple applies to the whole loss, which a court fixes."""
    cause, harm = facts.choice("injury_cause"), facts.choice("injury_harm")
    knew = facts.choice("merchant_knew")
    if cause not in (None, "product", "place"):
        return Outcome("other_cause")
    if harm in ("minor", "none"):
        return Outcome("not_grave")
    if harm is None:
        return Outcome("harm_unknown", missing=("injury_harm",))
    if knew is None:
        return Outcome("knew_unknown", missing=("merchant_knew",))
    if knew == "not_known":
        return Outcome("not_known")
    if harm == "serious" or cause is None:
        missing = () if cause else ("injury_cause",)
        return Outcome("grave_open", missing=missing)
    return Outcome("up_to")
