"""What was taken above the price agreed, shown or published for a service.

民法典 第五百零九条第一款: a contract is performed as agreed. 第八百一十三条: what a detour adds to the fare
need not be paid. 消费者权益保护法 第四十八条第一款第七项, 第五十二条: charges that break the agreement are
paid back. 民法典 第九百八十五条: so is what was taken without any ground.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "held_to": "yes",
    "price_unknown": "depends",
    "no_excess": "no",
    "not_this": "no",
}
READS = ("ride_trouble", "hotel_trouble", "show_trouble", "amount", "agreed_price")
OVERCHARGED = {"ride_trouble": "overcharge", "show_trouble": "overcharge"}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is what was paid, `agreed_price` what should have been. A booked room dearer than
    booked is held to its price even before anything more was paid."""
    raised = facts.choice("hotel_trouble") == "price_raised"
    if not raised and not any(facts.choice(name) == kind for name, kind in OVERCHARGED.items()):
        return Outcome("not_this")
    paid, due = facts.money("amount"), facts.money("agreed_price")
    if paid is None or due is None:
        missing = unknown(facts, "agreed_price", "amount")
        return Outcome("held_to" if raised else "price_unknown", missing=missing)
    if paid <= due:
        line = f"付了{yuan(paid)}，没有超过{yuan(due)}"
        return Outcome("held_to" if raised else "no_excess", working=(line,))
    line = f"实付{yuan(paid)} − 应付{yuan(due)} = {yuan(paid - due)}"
    return Outcome("owed", paid - due, working=(line,))
