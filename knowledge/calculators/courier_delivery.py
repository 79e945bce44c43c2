"""Delivery as agreed: to the address, to the person, open to inspection.

快递暂行条例 第二十六条; 快递市场管理办法 第二十八条第三款: no signing for the person and no locker or
station without consent; 电子商务法 第五十二条第二款.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "bring_it": "yes",
    "find_it": "yes",
    "late": "yes",
    "arrived": "no",
    "by_post": "no",
    "unclear": "depends",
}
READS = ("courier_trouble", "parcel_kind")
_KEYS = {
    "locker": "bring_it",
    "fake_sign": "find_it",
    "lost": "find_it",
    "late": "late",
    "damaged": "arrived",
    "short": "arrived",
}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Mail of the post office (`parcel_kind`) follows its own rules."""
    trouble = facts.choice("courier_trouble")
    if (facts.choice("parcel_kind") or "express") != "express":
        return Outcome("by_post")
    if trouble is None:
        return Outcome("unclear", missing=("courier_trouble",))
    return Outcome(_KEYS[trouble])
