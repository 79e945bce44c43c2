"""Loss in a residential area for which the property manager answers.

民法典 第九百四十二条第一款: reasonable measures protect person and property of the owners; 物业管理条例
第三十五条第二款: a contract not kept that led to the loss makes liable. The extent follows the share in
the cause, so that only a proven failure makes the claim hold.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "failed": "yes",
    "failure_unknown": "depends",
    "no_failure": "no",
    "other": "no",
}
READS = ("property_trouble", "property_failure", "loss_amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`property_failure`: what it left undone. The loss stays out of the sum: how much of it falls
    on the manager is weighed."""
    if facts.choice("property_trouble") != "loss":
        return Outcome("other")
    failure, missing = facts.choice("property_failure"), unknown(facts, "loss_amount")
    if failure is None:
        return Outcome("failure_unknown", missing=("property_failure", *missing))
    return Outcome("no_failure") if failure == "none" else Outcome("failed", missing=missing)
