"""Damages for a used car whose crash, water or mileage a dealer denied or kept back.

消费者权益保护法 第五十五条第一款, 第二十条第一款; 侵害消费者权益行为处罚办法 第六条第八项, 第十六条第二款: hiding what
matters to the buyer is fraud. A private owner is no trader.
"""

from __future__ import annotations

from knowledge.calculators import concealed_flaw_damages, used_car_refund
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules

OUTCOMES = concealed_flaw_damages.OUTCOMES
READS = used_car_refund.READS


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """As for other second-hand goods, of the flaws of a car."""
    return concealed_flaw_damages.judge(used_car_refund.calculate(facts, rules), facts, rules)
