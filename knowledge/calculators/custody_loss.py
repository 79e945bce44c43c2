"""Things lost or damaged while another had them, or while one was in a shop.

民法典 第七百八十四条: who takes work in keeps it safe, and so a laundry; 第七百八十一条: bad work is made good.
第八百九十七条: a keeper answers for bad keeping, a keeper without pay not if it shows neither intent
nor gross fault; 第八百八十八条第二款: what is put in the place a shop, inn or restaurant assigns is in its
keeping, unless agreed or usual otherwise. 第一千一百九十八条: who runs premises keeps them safe; where a
third person did it, that one pays first. No text sets a multiple of the washing fee: the loss is
that of 第一千一百八十四条.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "wash_lost": "yes",
    "wash_damaged": "yes",
    "kept": "yes",
    "wash_open": "depends",
    "kept_free": "depends",
    "kept_open": "depends",
    "parking_open": "depends",
    "locker_open": "depends",
    "shop_open": "depends",
    "kind_unknown": "depends",
    "fee_only": "no",
}
READS = ("custody_kind", "custody_paid", "cause_proof", "item_value")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`item_value`: what the thing is worth now, or its mending costs, in yuan."""
    kind, value = facts.choice("custody_kind"), facts.money("item_value")
    if kind is None:
        return Outcome("kind_unknown", missing=("custody_kind",))
    if kind == "parking_fee":
        return Outcome("fee_only")
    key, missing = _standing(kind, facts)
    if value is None:
        return Outcome(key, missing=(*missing, "item_value"))
    return Outcome(key, value, working=(f"东西的价值{yuan(value)}",), missing=missing)


def _standing(kind: str, facts: Facts) -> tuple[str, tuple[str, ...]]:
    """How the keeper stands, and which facts would settle it."""
    paid, cause = facts.choice("custody_paid"), facts.choice("cause_proof")
    if kind == "wash_lost":
        return "wash_lost", ()
    if kind == "wash_damaged":
        shown = cause in ("admitted", "tested", "recorded")
        return ("wash_damaged", ()) if shown else ("wash_open", ("cause_proof",))
    if kind == "checked":
        if paid is None:
            return "kept_open", ("custody_paid",)
        return ("kept" if paid == "paid" else "kept_free"), ()
    if kind == "locker":
        return "locker_open", ()
    if kind == "shop_lost":
        return "shop_open", ()
    return "parking_open", tuple(f for f in ("custody_paid", "cause_proof") if f not in facts)
