"""Whether a promise made to sell must be kept.

消费者权益保护法实施条例 第十二条: a trader who promises something on quantity, quality, price, service or
liability keeps it towards who bought. 民法典 第四百七十三条第二款: an advertisement definite enough is an
offer; 第四百六十九条第一款: what was said by word of mouth counts as well, but has to be proved.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "unproven": "depends",
    "none": "no",
}
READS = ("ad_kind", "ad_proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`ad_kind` is promise when a definite benefit was promised and not given."""
    if facts.choice("ad_kind") != "promise":
        return Outcome("none")
    if facts.choice("ad_proof") == "none":
        return Outcome("unproven", missing=("ad_proof",))
    return Outcome("owed", missing=unknown(facts, "ad_proof"))
