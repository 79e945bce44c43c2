"""Damages for buying on a false advertisement, on top of the refund.

消费者权益保护法 第五十五条第一款 with 侵害消费者权益行为处罚办法 第六条, 第十六条第二款: false or misleading
statements on what matters to the buyer are fraud. 消费者权益保护法实施条例 第四十九条第一款: a flaw of
the material that neither touches quality nor misleads is not. A slogan without content, or a
promise not kept, misstates no fact by itself.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.calculators import fraud_damages, misdescribed_refund
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, FactValue, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "mismatch_unproven": "depends",
    "ad_unproven": "depends",
    "kind_unknown": "depends",
    "promise": "no",
    "slogan": "no",
}
READS = ("amount", "ad_kind", "ad_proof", "mismatch_proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Both halves must be shown: what was said (`ad_proof`) and that it is untrue
    (`mismatch_proof`); an effect needs proof from the start, it shows itself least."""
    stopped = misdescribed_refund.unshown(facts)
    if stopped:
        return stopped
    found = fraud_damages.calculate(Facts(_price(facts)), rules)
    return replace(found, missing=unknown(facts, "ad_kind", "amount", "mismatch_proof", "ad_proof"))


def _price(facts: Facts) -> dict[str, FactValue]:
    price = facts.money("amount")
    return {} if price is None else {"amount": price}
