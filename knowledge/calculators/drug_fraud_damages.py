"""Damages for deceit in selling a drug or a device; the rule is that of other health goods too.

消费者权益保护法 第五十五条第一款. 侵害消费者权益行为处罚办法 第十六条第二款 with 第五条第七项, 第六条: the false
passed off as genuine, an untrue statement on what matters, is fraud. 第十六条第一款 with 第五条第一项 to
第三项: what is unsafe, out of date or redated is fraud unless the seller shows that it did not deceive.
广告法 第十七条, 第十八条, 化妆品监督管理条例 第四十三条, 消费者权益保护法实施条例 第十五条: no cure may be
claimed for what is no drug.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import fraud_damages
from knowledge.calculators.drug_refund import shown
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, FactValue, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "proof_thin": "depends",
    "seller_may_answer": "depends",
    "fault_unknown": "depends",
    "no_deceit": "no",
}
READS = ("drug_problem", "fault_proof", "amount")
_DECEIT = ("fake", "banned", "cure_claim")
_ANSWERED = (
    "altered",
    "expired",
    "unregistered",
    "unlabelled",
    "device_bad",
    "inferior",
    "adulterated",
    "effect",
)
_OPEN = (None, "harm", "pressure")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`drug_problem` is what is wrong, `fault_proof` what shows it."""
    return damages("drug_problem", facts, rules)


def damages(name: str, facts: Facts, rules: Rules) -> Outcome:
    """The outcome for the problem told by the fact `name`; the sum is that of `fraud_damages`."""
    problem = facts.choice(name)
    if problem in _OPEN:
        return Outcome("fault_unknown", missing=unknown(facts, name, "fault_proof"))
    if problem not in (*_DECEIT, *_ANSWERED, "suspected"):
        return Outcome("no_deceit")
    price = facts.money("amount")
    told: dict[str, FactValue] = {} if price is None else {"amount": price}
    found = replace(fraud_damages.calculate(Facts(told), rules), missing=unknown(facts, "amount"))
    if problem == "suspected" or (problem in _DECEIT and not shown(problem, facts)):
        return replace(found, key="proof_thin", missing=("fault_proof",))
    if problem in _ANSWERED:
        return replace(found, key="seller_may_answer", missing=unknown(facts, "fault_proof"))
    return found
