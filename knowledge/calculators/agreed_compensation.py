"""What the seller or the platform itself said it would pay in such a case.

消费者权益保护法 第十六条第二款, 消费者权益保护法实施条例 第十二条: promises on service and liability are
kept. 消费者权益保护法 第四十四条第一款: so are a platform's. 民法典 第五百七十七条. What was only said by
word of mouth has to be proved.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "unproven": "depends",
    "agreed_unknown": "depends",
    "none": "no",
}
READS = ("agreed_pay", "agreed_sum")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`agreed_pay` says whether there is such a rule, `agreed_sum` what it comes to in yuan."""
    agreed, money = facts.choice("agreed_pay"), facts.money("agreed_sum")
    if agreed is None:
        return Outcome("agreed_unknown", missing=("agreed_pay",))
    if agreed == "none":
        return Outcome("none")
    if agreed == "said":
        return Outcome("unproven", money, missing=("agreed_pay",))
    if money is None:
        return Outcome("sum_unknown", missing=("agreed_sum",))
    return Outcome("owed", money, working=(f"按承诺应赔{yuan(money)}",))
