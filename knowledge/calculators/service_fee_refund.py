"""The fee of a service back: it did harm, was sold on untruths, or cost more than was said.

消费者权益保护法 第四十条第三款, 第四十八条第一款第七项, 第五十二条; 民法典 第五百七十七条, 第五百八十二条: a service
not as agreed is done again, made cheaper or paid back, as is reasonable. 第一百四十八条: who was
deceived may have the bargain undone. 消费者权益保护法 第八条, 第二十条第三款: prices are said beforehand.
Taste alone breaks no agreement; what was not yet had turns on the contract.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "harmed": "yes",
    "harmed_sum_unknown": "yes",
    "deceived": "yes",
    "deceived_sum_unknown": "yes",
    "excess": "yes",
    "excess_open": "depends",
    "proof_thin": "depends",
    "poor": "depends",
    "forced": "depends",
    "undone": "depends",
    "trouble_unknown": "depends",
    "no_excess": "no",
}
READS = ("beauty_trouble", "fault_proof", "amount", "quoted_price")
NOT_SHOWN = (None, "none")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`quoted_price` is what was said beforehand, `fault_proof` what shows an untruth."""
    trouble = facts.choice("beauty_trouble")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("beauty_trouble",))
    if trouble == "overcharged":
        return _excess(facts)
    if trouble == "injured":
        return _fee("harmed", facts)
    if trouble != "oversold":
        return Outcome(trouble)
    if facts.choice("fault_proof") in NOT_SHOWN:
        return Outcome("proof_thin", missing=("fault_proof",))
    return _fee("deceived", facts)


def _fee(key: str, facts: Facts) -> Outcome:
    price = facts.money("amount")
    if price is None:
        return Outcome(f"{key}_sum_unknown", missing=("amount",))
    return Outcome(key, price, working=(f"服务费{yuan(price)}",))


def _excess(facts: Facts) -> Outcome:
    paid, said = facts.money("amount"), facts.money("quoted_price")
    if paid is None or said is None:
        return Outcome("excess_open", missing=unknown(facts, "amount", "quoted_price"))
    if paid <= said:
        return Outcome("no_excess")
    line = f"实收{yuan(paid)} − 说好的{yuan(said)} = {yuan(paid - said)}"
    return Outcome("excess", paid - said, working=(line,))
