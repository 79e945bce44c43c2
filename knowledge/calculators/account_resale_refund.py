"""The price back for a bought account that its former holder took back.

民法典 第六百一十二条: the seller warrants that no one else has a right to what is sold. 第五百六十三条第一款第四项,
第五百六十六条, 第五百七十七条: where the purpose is lost the contract may be cancelled and the price comes
back, with the loss; were the sale void, 第一百五十七条 gives the price back as well.
"""

from __future__ import annotations

from knowledge.calculators import price_refund
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {**price_refund.OUTCOMES, "other_matter": "no"}
READS = (*price_refund.READS, "game_trouble")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`game_trouble` resold: bought from somebody who then took it back."""
    if facts.choice("game_trouble") != "resold":
        return Outcome("other_matter")
    return price_refund.calculate(facts, rules)
