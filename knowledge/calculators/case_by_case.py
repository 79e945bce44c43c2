"""A demand that a court or a mediator weighs: no fact a person can tell settles it.

Such are 显失公平 (民法典 第一百五十一条) or serious harm to the mind (第一千一百八十三条).
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {"open": "depends"}
READS: tuple[str, ...] = ()


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Always open: the words and conditions of the dispute say what is weighed."""
    return Outcome("open")
