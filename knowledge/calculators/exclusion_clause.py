"""Whether a clause that frees the insurer binds.

保险法 第十七条第二款: it must be pointed out and explained, else it has no effect. 最高人民法院关于适用保险
法若干问题的解释（二） 第九条第一款: deductibles, shares and proportions are such clauses; 第十条: for what the
law itself forbids pointing out suffices; 第十三条: the insurer proves the explanation, a signature under it
counts unless something shows otherwise.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "unexplained": "yes",
    "signed": "depends",
    "unlawful_act": "depends",
    "notice_unknown": "depends",
    "other_reason": "no",
}
READS = ("refusal_reason", "exclusion_notice")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`exclusion_notice`: none when nobody pointed it out or explained it."""
    if facts.choice("refusal_reason") != "exclusion":
        return Outcome("other_reason")
    notice = facts.choice("exclusion_notice")
    if notice is None:
        return Outcome("notice_unknown", missing=("exclusion_notice",))
    return Outcome("unexplained" if notice == "none" else notice)
