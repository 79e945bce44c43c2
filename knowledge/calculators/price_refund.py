"""The price back.

消费者权益保护法 第二十四条, 第五十二条; 民法典 第一百五十七条, 第五百六十六条: goods returned or a
contract undone, the price paid is returned.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {"owed": "yes", "price_unknown": "yes"}
READS = ("amount",)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the price paid in yuan."""
    price = facts.money("amount")
    if price is None:
        return Outcome("price_unknown", missing=("amount",))
    return Outcome("owed", price, working=(f"退还已付价款{yuan(price)}",))
