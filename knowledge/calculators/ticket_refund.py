"""A ticket for a show, a film or a sight: the price back.

营业性演出管理条例 第二十七条第一款: a change of the main performers or programme gives the ticket back.
民法典 第五百六十三条第一款, 第五百六十六条第一款: so does a show that is called off, moved, or for which
no ticket came. One's own refund follows the terms that were shown, as for a room (`room_refund`).
"""

from __future__ import annotations

from knowledge.calculators.room_refund import by_terms, price_back
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "merchant": "yes",
    "merchant_unknown": "yes",
    "own_free": "yes",
    "own_free_unknown": "yes",
    "own_fee": "depends",
    "own_no_refund": "depends",
    "own_not_shown": "depends",
    "own_terms_unknown": "depends",
    "unclear": "depends",
    "used": "no",
    "not_this": "no",
}
READS = ("show_trouble", "cancel_terms", "service_used", "amount")
MERCHANT = ("cancelled", "rescheduled", "changed", "no_ticket")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the price paid; `cancel_terms` what was shown about refunds when it was paid."""
    trouble = facts.choice("show_trouble")
    if trouble is None:
        return Outcome("unclear", missing=("show_trouble",))
    if trouble not in (*MERCHANT, "own_refund"):
        return Outcome("not_this")
    if facts.choice("service_used") == "used":
        return Outcome("used")
    return price_back(facts, "merchant") if trouble in MERCHANT else by_terms(facts)
