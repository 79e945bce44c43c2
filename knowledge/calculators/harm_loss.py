"""What an injury by a drug, device, cosmetic, health product or beauty service cost.

As `injury_loss` (消费者权益保护法 第四十九条, 药品管理法 第一百四十四条第二款); who was not hurt, or whose
matter is only that the thing is dear or not wanted, has no such loss.
"""

from __future__ import annotations

from knowledge.calculators import injury_loss
from knowledge.calculators.health_goods_refund import PROBLEMS, problem_of
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {**injury_loss.OUTCOMES, "not_hurt": "no"}
READS = (*injury_loss.READS, *PROBLEMS, "beauty_trouble")
_HARMLESS = (
    "unwanted",
    "overpriced",
    "device_broken",
    "pressure",
    "poor",
    "overcharged",
    "forced",
    "undone",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """A cost of nothing means that nobody was hurt."""
    found = injury_loss.calculate(facts, rules)
    if found.key != "no_cost_yet":
        return found
    problem = problem_of(facts) or facts.choice("beauty_trouble")
    if facts.money("medical_cost") == 0 or problem in _HARMLESS:
        return Outcome("not_hurt")
    return found
