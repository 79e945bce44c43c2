"""A seller's own promise to pay several times the price for a fake.

最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一） 第十条: a promise above what the law gives is
held to. 消费者权益保护法 第十六条第二款, 消费者权益保护法实施条例 第十二条: promises on liability are kept, on
the net and off it.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "proof_thin": "depends",
    "not_more": "no",
    "none": "no",
}
READS = ("amount", "promised_multiple", "fraud_proof", "fake_kind")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`promised_multiple` is the number in 假一赔几; it must beat the multiple and the least sum
    of the law. Who knew of the copy (`fake_kind` known) was promised nothing; a missing label alone
    does not yet show a fake."""
    times, price = facts.count("promised_multiple"), facts.money("amount")
    kind = facts.choice("fake_kind")
    if not times or kind == "known":
        return Outcome("none")
    floor = rules["punitive.fraud_floor"].value
    if times <= rules["punitive.fraud_multiple"].value or (price and price * times <= floor):
        return Outcome("not_more")
    if facts.choice("fraud_proof") == "suspicion" or kind == "unlabelled":
        return Outcome("proof_thin", missing=("fraud_proof",))
    if price is None:
        return Outcome("price_unknown", missing=("amount",))
    line = f"价款{yuan(price)} × 承诺的{times}倍 = {yuan(price * times)}"
    return Outcome("owed", price * times, working=(line,))
