"""Money back for a plan or service nobody ordered.

民法典 第一百四十条: silence is consent only where the law, an agreement or usage says so; 第九百八十五条: what
was taken without ground comes back. 消费者权益保护法 第九条, 第十六条第三款: the consumer chooses, no forced sale;
电信条例 第三十条第二款: so for telephone services.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "not_ordered": "yes",
    "not_told": "yes",
    "unclear": "depends",
    "consent_unknown": "depends",
    "trouble_unknown": "depends",
    "ordered": "no",
    "other": "no",
}
READS = ("telecom_trouble", "order_consent", "overcharge")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`order_consent`: what the customer said to it; `overcharge`: what it has cost so far."""
    trouble, consent = facts.choice("telecom_trouble"), facts.choice("order_consent")
    if trouble is None and consent in (None, "ordered"):
        return Outcome("trouble_unknown", missing=("telecom_trouble",))
    if trouble not in (None, "unordered"):
        return Outcome("other")
    if consent is None:
        return Outcome("consent_unknown", missing=("order_consent",))
    if consent in ("unclear", "ordered"):
        return Outcome(consent)
    missing = unknown(facts, "overcharge")
    key = "not_told" if consent == "not_told" else "not_ordered"
    return Outcome(key, facts.money("overcharge"), missing=missing)
