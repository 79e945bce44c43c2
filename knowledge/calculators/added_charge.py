"""Whether a charge added to an agreed price is owed.

民法典 第五百四十三条: a contract is changed by agreement of both; 第五百四十四条: what a change says
unclearly counts as not changed. 侵害消费者权益行为处罚办法 第十三条第一项: whoever decorates or repairs must
not add charges to the consumer's harm.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "not_owed": "yes",
    "oral": "depends",
    "by_actual": "depends",
    "consent_unknown": "depends",
    "trouble_unknown": "depends",
    "agreed": "no",
    "other": "no",
}
READS = ("decoration_trouble", "change_agreed", "extra_charge")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`change_agreed`: whether the customer agreed to the extra; `extra_charge`: how much it is."""
    trouble, agreed = facts.choice("decoration_trouble"), facts.choice("change_agreed")
    if trouble is None and agreed is None and "extra_charge" not in facts:
        return Outcome("trouble_unknown", missing=("decoration_trouble",))
    if trouble not in (None, "extra"):
        return Outcome("other")
    if agreed is None:
        return Outcome("consent_unknown", missing=("change_agreed",))
    if agreed == "signed":
        return Outcome("agreed")
    if agreed in ("oral", "by_actual"):
        return Outcome(agreed)
    missing = unknown(facts, "extra_charge")
    return Outcome("not_owed", facts.money("extra_charge"), missing=missing)
