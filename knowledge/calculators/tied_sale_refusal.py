"""Refusing what is forced on a buyer along with what is wanted.

消费者权益保护法 第九条, 第十条第二款, 第十六条第三款: the consumer chooses freely and may refuse a forced
sale. 城镇燃气管理条例 第十八条第六项, 电信条例 第四十条第一项, 第二项 say so for gas and telephone.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {"refuse": "yes", "other": "no"}
TROUBLES = ("house_trouble", "utility_trouble", "telecom_trouble")
READS = TROUBLES


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The option `tied` of any trouble: something not wanted is made a condition."""
    tied = any(facts.choice(name) == "tied" for name in TROUBLES)
    return Outcome("refuse" if tied else "other")
