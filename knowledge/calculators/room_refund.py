"""A room booked: the price back.

民法典 第五百六十三条第一款, 第五百六十六条第一款: who cannot get what was booked, through the other side or
through force majeure, ends the contract and gets the price back. 第四百九十六条第二款, 第四百九十七条;
消费者权益保护法 第二十六条: a term against refunds that was not pointed out is no part of the contract,
an unfair one is void; 第五百八十五条第二款: a fee far above the loss can be lowered. What is fair a court
decides, so that one's own cancellation depends.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "merchant": "yes",
    "merchant_unknown": "yes",
    "own_free": "yes",
    "own_free_unknown": "yes",
    "event": "depends",
    "own_fee": "depends",
    "own_no_refund": "depends",
    "own_not_shown": "depends",
    "own_terms_unknown": "depends",
    "unclear": "depends",
    "used": "no",
    "not_this": "no",
}
READS = ("hotel_trouble", "cancel_terms", "service_used", "amount")
MERCHANT = ("no_room", "merchant_cancelled")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the price paid; `cancel_terms` what was shown about cancelling when it was paid."""
    trouble = facts.choice("hotel_trouble")
    if trouble is None:
        return Outcome("unclear", missing=("hotel_trouble",))
    if trouble not in (*MERCHANT, "own_cancel", "event"):
        return Outcome("not_this")
    if facts.choice("service_used") == "used":
        return Outcome("used")
    if trouble == "event":
        return Outcome("event")
    return price_back(facts, "merchant") if trouble in MERCHANT else by_terms(facts)


def by_terms(facts: Facts) -> Outcome:
    """What comes back when one cancels oneself: as the terms shown at payment say."""
    terms = facts.choice("cancel_terms")
    if terms == "free":
        return price_back(facts, "own_free")
    if terms is None:
        return Outcome("own_terms_unknown", missing=("cancel_terms",))
    return Outcome(f"own_{terms}")


def price_back(facts: Facts, key: str) -> Outcome:
    """The whole price, under this outcome; `_unknown` when it is not known."""
    price = facts.money("amount")
    if price is None:
        return Outcome(f"{key}_unknown", missing=("amount",))
    return Outcome(key, price, working=(f"已付{yuan(price)}",))
