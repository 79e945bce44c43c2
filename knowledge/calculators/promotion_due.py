"""Whether a gift, prize or exchange of points that was promised has to be given.

消费者权益保护法实施条例 第十二条: what was promised to sell is kept towards who bought. 民法典 第五百零九条第一款,
第五百七十七条: a promotion that was joined is a bargain. 反不正当竞争法 第十一条: the terms of a prize draw are
clear and are not changed once it has begun. What the rules said has to be shown.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "unproven": "depends",
    "points_cut": "depends",
    "task_trap": "depends",
    "trouble_unknown": "depends",
    "condition_missed": "no",
    "other_matter": "no",
}
READS = ("promo_trouble", "promo_terms")
PROMISED = ("gift_withheld", "prize_refused", "points_refused")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`promo_terms`: met (the rules are saved and were met), unsaved, or missed."""
    trouble, terms = facts.choice("promo_trouble"), facts.choice("promo_terms")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("promo_trouble",))
    if trouble in ("points_cut", "task_trap"):
        return Outcome(trouble)
    if trouble not in PROMISED:
        return Outcome("other_matter")
    if terms == "missed":
        return Outcome("condition_missed")
    key = "owed" if terms == "met" else "unproven"
    return Outcome(key, missing=unknown(facts, "promo_terms"))
