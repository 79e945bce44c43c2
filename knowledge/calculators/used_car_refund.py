"""The price of a used car back.

民法典 第六百一十五条, 第六百一十七条, 第一百四十八条: a crash, water or a turned-back odometer denied or kept back;
第五百九十七条, 第五百九十八条, 第六百一十二条, 第五百六十三条第一款: ownership has to pass, free of others' rights,
or the contract may be undone. No rule of the state gives used cars a period of repair.
"""

from __future__ import annotations

from knowledge.calculators.concealed_flaw_refund import hidden
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "title": "yes",
    "unproven": "depends",
    "silent_unknown": "depends",
    "breakdown": "depends",
    "kind_unknown": "depends",
    "told": "no",
}
READS = ("used_car_flaw", "flaw_told", "flaw_proof", "seller_kind", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`used_car_flaw` says what is wrong; a breakdown by itself shows nothing that was hidden."""
    flaw = facts.choice("used_car_flaw")
    if flaw is None:
        return Outcome("kind_unknown", missing=("used_car_flaw",))
    if facts.choice("flaw_told") != "told" and flaw in ("title", "breakdown"):
        return Outcome(flaw)
    return hidden(facts)
