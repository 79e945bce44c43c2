"""The right to choose whom to buy from and what, where it is taken away.

消费者权益保护法 第九条第二款; 消费者权益保护法实施条例 第十一条: nobody is forced to buy, openly or in disguise, or
kept from choosing another trader; 侵害消费者权益行为处罚办法 第十二条第四项.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "barred": "yes",
    "refuse": "yes",
    "open": "depends",
    "free": "no",
}
READS = ("force_kind", "could_decline")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`could_decline`: whether the trader would do without the unwanted part."""
    kind, declined = facts.choice("force_kind"), facts.choice("could_decline")
    if kind in ("violent", "default"):
        return Outcome("refuse")
    if declined == "yes" or kind == "pressed":
        return Outcome("free")
    if kind == "designated":
        return Outcome("barred")
    if declined == "no":
        return Outcome("refuse")
    return Outcome("open", missing=("force_kind",) if kind is None else ("could_decline",))
