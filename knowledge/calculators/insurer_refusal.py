"""Reasons for which an insurer refuses, other than disclosure and exclusions.

最高人民法院关于适用保险法若干问题的解释（三） 第十九条: costs beyond the public scheme are no reason by
themselves; 第二十条: another hospital is, but for an emergency. 保险法 第二十一条: late notice frees the
insurer only for what can no longer be ascertained. 最高人民法院关于适用保险法若干问题的解释（二） 第十九条
第一款: not having sued the wrongdoer first is no reason; whoever pays for goods takes over the claim
against the wrongdoer (保险法 第六十条), who pays for a person does not (第四十六条). 第三十条: doubtful standard terms are
read for the insured; 第六十四条: the insurer bears the cost of finding out the loss.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "scheme": "yes",
    "third_party": "yes",
    "third_party_goods": "yes",
    "third_party_person": "yes",
    "emergency": "yes",
    "hospital": "depends",
    "late": "depends",
    "valuation": "depends",
    "not_covered": "depends",
    "reason_unknown": "depends",
    "not_refused": "no",
}
READS = ("insurance_trouble", "insurance_kind", "refusal_reason", "urgent_care")
PERSON = ("life", "health", "accident")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`insurance_trouble` is refused, or left open while a `refusal_reason` is told."""
    reason = facts.choice("refusal_reason")
    if reason in ("disclosure", "exclusion"):
        return Outcome("not_refused")
    if reason is None:
        refused = facts.choice("insurance_trouble") in (None, "refused")
        if not refused:
            return Outcome("not_refused")
        asks = () if "insurance_trouble" in facts else ("insurance_trouble",)
        return Outcome("reason_unknown", missing=(*asks, "refusal_reason"))
    if reason == "hospital":
        urgent = facts.choice("urgent_care")
        missing = () if urgent else ("urgent_care",)
        return Outcome("emergency" if urgent == "urgent" else "hospital", missing=missing)
    kind = facts.choice("insurance_kind")
    if reason == "third_party" and kind:
        return Outcome("third_party_person" if kind in PERSON else "third_party_goods")
    return Outcome(reason)
