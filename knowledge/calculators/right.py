"""A right that follows from the matter itself and names no sum.

Used where the law gives the demand as soon as the matter is what it is: an invoice for what was
paid (消费者权益保护法 第二十二条), a refusal of forced sales (第九条). Whatever turns on a fact has a
calculator of its own.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {"holds": "yes"}
READS: tuple[str, ...] = ()


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Always holds: the dispute that names this calculator says so."""
    return Outcome("holds")
