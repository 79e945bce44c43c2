"""Second-hand goods that are not as described, or with a flaw that the seller kept back.

民法典 第六百一十五条, 第六百一十七条, 第六百一十条: goods must be as described, or go back when the purpose is
defeated; 第一百四十八条: what was sold by deceit may be undone; 第五百六十三条第一款: who keeps the money and
does not deliver may be left. 消费者权益保护法 第二十三条第一款, 买卖合同解释 第二十四条: what the buyer knew of
is no ground.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "not_sent": "yes",
    "not_sent_sum_unknown": "yes",
    "unproven": "depends",
    "silent_unknown": "depends",
    "small": "depends",
    "selling": "depends",
    "kind_unknown": "depends",
    "told": "no",
}
READS = ("second_hand_flaw", "flaw_told", "flaw_proof", "seller_kind", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`second_hand_flaw` says what is wrong; selling: the person who asks is the seller."""
    flaw, price = facts.choice("second_hand_flaw"), facts.money("amount")
    if flaw is None:
        return Outcome("kind_unknown", missing=("second_hand_flaw",))
    if flaw == "not_sent":
        key = "not_sent" if price else "not_sent_sum_unknown"
        return Outcome(key, price, missing=unknown(facts, "amount"))
    if flaw == "selling":
        return Outcome("selling")
    if flaw == "small" and facts.choice("flaw_told") != "told":
        return Outcome("small")
    return hidden(facts)


def hidden(facts: Facts) -> Outcome:
    """The price back for a flaw that weighs, if it was denied or kept back and something shows it.

    Of a dealer's silence nothing more has to be known; a private seller's silence counts when he
    knew (民法典 第六百一十八条, 第五百条)."""
    told, price = facts.choice("flaw_told"), facts.money("amount")
    if told == "told":
        return Outcome("told")
    if facts.choice("flaw_proof") in (None, "none"):
        return Outcome("unproven", missing=("flaw_proof",))
    if told is None:
        return Outcome("silent_unknown", missing=("flaw_told",))
    if told == "silent" and facts.choice("seller_kind") != "dealer":
        return Outcome("silent_unknown", missing=unknown(facts, "seller_kind"))
    if price is None:
        return Outcome("price_unknown", missing=("amount",))
    return Outcome("owed", price, working=(f"退还已付价款{yuan(price)}",))
