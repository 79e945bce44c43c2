"""The price back, or part of it, for what is not as it was advertised.

消费者权益保护法 第二十三条第二款: goods must be of the quality that advertisement or description shows.
第四十八条第一款第四项, 第五十二条; 民法典 第五百八十二条, 第六百一十五条, 第六百一十七条: the buyer may choose,
within reason, between return and a lower price. A mere slogan promises no quality. What was said
has to be shown as well as what is: without it nothing is known to differ.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "mismatch_unproven": "depends",
    "ad_unproven": "depends",
    "kind_unknown": "depends",
    "promise": "no",
    "slogan": "no",
}
READS = ("amount", "ad_kind", "ad_proof", "mismatch_proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`ad_kind`: what was said, `ad_proof`: what shows that it was said, `mismatch_proof`: what
    shows that it is otherwise. That something has no effect shows itself least of all, so that an
    effect needs its proof from the start."""
    return unshown(facts) or _price_back(facts)


def unshown(facts: Facts) -> Outcome | None:
    """Why nothing can be demanded yet, or at all; None when both halves are shown."""
    kind = facts.choice("ad_kind")
    if kind in ("slogan", "promise"):
        return Outcome(kind)
    if kind is None and "mismatch_proof" not in facts:
        return Outcome("kind_unknown", missing=("ad_kind",))
    shown = facts.choice("mismatch_proof")
    if shown == "none" or (kind == "effect" and shown is None):
        return Outcome("mismatch_unproven", missing=("mismatch_proof",))
    if facts.choice("ad_proof") == "none":
        return Outcome("ad_unproven", missing=("ad_proof",))
    return None


def _price_back(facts: Facts) -> Outcome:
    price = facts.money("amount")
    if price is None:
        return Outcome("price_unknown", missing=("amount",))
    return Outcome("owed", price, working=(f"退还已付价款{yuan(price)}",))
