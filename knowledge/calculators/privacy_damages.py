"""Money for harm by misuse of personal information.

个人信息保护法 第六十九条: who processed it pays unless it proves that it was without fault; the sum is the
loss or the gain, and when neither can be told, what the court finds fit. 民法典 第一千一百八十二条,
第一千一百八十三条: pictures and privacy; harm to the mind only when serious. Loss has to be shown. Calls agreed to
are no wrong until the consent is taken back (消费者权益保护法实施条例 第二十四条).
"""

from __future__ import annotations

from knowledge.calculators import privacy_stop
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "no_sum": "depends",
    "agreed": "depends",
    "source_thin": "depends",
    "breach_unknown": "depends",
    "own_consent": "no",
}
READS = (*privacy_stop.READS, "loss_amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loss_amount`: money lost through it, in yuan."""
    found = privacy_stop.calculate(facts, rules)
    if found.key in OUTCOMES:
        return found
    if found.key == "calls" and facts.choice("info_consent") == "given":
        return Outcome("agreed")
    loss = facts.money("loss_amount")
    if not loss:
        return Outcome("no_sum", missing=("loss_amount",))
    return Outcome("owed", loss, working=(f"因此受的损失{yuan(loss)}",))
