"""Damages for distress when photographs of a once-in-a-lifetime day are lost.

民法典 第一千一百八十三条第二款: for a thing of personal meaning, spoiled on purpose or by gross negligence, with
serious harm to the mind; 第九百九十六条 leaves the claim beside one in contract. A court weighs it.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {"open": "depends", "none": "no"}
READS = ("service_trouble", "service_kind")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Only lost pictures or films of a wedding or a sitting."""
    lost = facts.choice("service_trouble") == "lost"
    kept = facts.choice("service_kind") in ("wedding", "photo")
    return Outcome("open" if lost and kept else "none")
