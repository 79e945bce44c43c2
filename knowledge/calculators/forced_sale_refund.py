"""Money back for what one was made to buy.

消费者权益保护法 第九条, 第十条第二款, 第十六条第三款: the choice is the consumer's, nothing may be forced.
消费者权益保护法实施条例 第十一条: not by violence, threat or technical means, openly or in disguise.
电子商务法 第十九条: what is sold along on the net is no default. 民法典 第一百五十条: what was done under
threat may be avoided; 第一百五十七条: and what was paid comes back. Persuasion alone forces nobody.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "default": "yes",
    "violent": "yes",
    "choice_open": "depends",
    "pressed": "depends",
    "kind_unknown": "depends",
    "free": "no",
}
READS = ("force_kind", "could_decline", "tied_fee")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`tied_fee` is what the unwanted part cost; `could_decline` whether one could do without."""
    kind, declined = facts.choice("force_kind"), facts.choice("could_decline")
    fee = facts.money("tied_fee")
    working = () if fee is None else (f"不想要的部分{yuan(fee)}",)
    missing = ("tied_fee",) if fee is None else ()
    if kind in ("violent", "default"):
        return Outcome(kind, fee, working=working, missing=missing)
    if declined == "yes":
        return Outcome("free")
    if kind == "pressed":
        return Outcome("pressed", fee, working=working, missing=missing)
    if kind is None:
        return Outcome("kind_unknown", missing=("force_kind",))
    if declined is None:
        return Outcome("choice_open", fee, working=working, missing=("could_decline",))
    return Outcome("sum_unknown" if fee is None else "owed", fee, working=working, missing=missing)
