"""What an injury by a drug, device, cosmetic, health product or beauty service cost.

As `injury_loss` (消费者权益保护法 第四十九条, 药品管理法 第一百四十四条第二款); who was not hurt, or whose
matter is only that the thing is dear or not wanted, has no such loss.
"""

from __future__ import annotations

from knowledge.calculators import injury_loss
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {**injury_loss.OUTCOMES, "not_hurt": "no"}
PROBLEMS = ("drug_problem", "cosmetic_problem", "health_product_problem", "beauty_trouble")
READS = (*injury_loss.READS, *PROBLEMS)
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
    """A cost of nothing means that nobody was hurt; so does a matter that is about nothing else."""
    found = injury_loss.calculate(facts, rules)
    if found.key != "no_cost_yet":
        return found
    told = [problem for name in PROBLEMS if (problem := facts.choice(name))]
    if facts.money("medical_cost") == 0 or (told and set(told) <= set(_HARMLESS)):
        return Outcome("not_hurt")
    return found
