"""Damages for a service sold by deceit, on top of the fee.

消费者权益保护法 第五十五条第一款: a multiple of the fee. 侵害消费者权益行为处罚办法 第六条, 第十六条第二款 and
消费者权益保护法实施条例 第九条第一款: untrue statements on effect, material, skill or licence are fraud.
That a place has no licence deceives only who was led to believe that it had one.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import fraud_damages
from knowledge.calculators.no_reason_return import unknown
from knowledge.calculators.service_fee_refund import NOT_SHOWN
from knowledge.models import Facts, FactValue, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "proof_thin": "depends",
    "licence_hidden": "depends",
    "trouble_unknown": "depends",
    "no_deceit": "no",
}
READS = ("beauty_trouble", "fault_proof", "clinic_licence", "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`beauty_trouble` oversold: effect, licence or material were not as said; `fault_proof` is
    what shows it."""
    trouble = facts.choice("beauty_trouble")
    unlicensed = facts.choice("clinic_licence") == "unlicensed"
    if trouble is None and not unlicensed:
        return Outcome("trouble_unknown", missing=("beauty_trouble",))
    if trouble != "oversold" and not unlicensed:
        return Outcome("no_deceit")
    price = facts.money("amount")
    told: dict[str, FactValue] = {} if price is None else {"amount": price}
    found = replace(fraud_damages.calculate(Facts(told), rules), missing=unknown(facts, "amount"))
    if facts.choice("fault_proof") not in NOT_SHOWN and trouble == "oversold":
        return found
    key = "licence_hidden" if unlicensed else "proof_thin"
    return replace(found, key=key, missing=("fault_proof",))
